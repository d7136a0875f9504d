# The service with its locked dependencies. Data lives in the volume /data.
FROM python:3.11-slim-bookworm AS build
COPY requirements.lock /
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /requirements.lock
# Run from its folders (PYTHONPATH), so that no build tool beside the locked packages is needed.
RUN printf '#!/venv/bin/python\nfrom bot.__main__ import main\n\nmain()\n' > /venv/bin/sangkien \
    && chmod +x /venv/bin/sangkien

FROM python:3.11-slim-bookworm
# pg_dump and pg_restore, for `sangkien backup` and `restore` with PostgreSQL up to 15.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin sangkien \
    && mkdir /data && chown sangkien /data
COPY --from=build /venv /venv
WORKDIR /app
COPY bot bot
COPY handlers handlers
COPY programmes programmes
COPY documents documents
COPY storage storage
COPY messages messages
ENV PATH=/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data \
    HOST=0.0.0.0 \
    PORT=8080
USER sangkien
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=4s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=3)"]
CMD ["sangkien", "run"]
