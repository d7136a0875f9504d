"""A file on its way into a conversation: in the chat, or, where the channel takes none, over the page that a
link leads to."""

import re

import aiohttp

from tests.conversations.tester import File, Heard, Person

LINK = re.compile(r"http://127\.0\.0\.1:\d+/u/[\w-]{24}")


async def hands_in(person: Person, name: str, data: bytes) -> list[Heard]:
    """What a document is answered with, however it had to be sent."""
    if "document" in person.app.channels[person.wire.channel].capabilities.takes:
        return await person.does(File(name, data))
    await person.does("gửi tệp")
    await upload(offered(person), {name: data})
    return await person.hear()


def offered(person: Person) -> str:
    """The link in the newest message."""
    found = LINK.search(person.last.text)
    assert found, person.last.text
    return found[0]


async def upload(link: str, files: dict[str, bytes]) -> None:
    """What the page does with files that were chosen on it, by their names."""
    ids = [f"f{number}" for number in range(len(files))]
    async with aiohttp.ClientSession() as http:
        for one, (name, data) in zip(ids, files.items(), strict=True):
            query = {"offset": "0", "size": str(len(data)), "name": name}
            async with http.put(f"{link}/{one}", params=query, data=data) as answer:
                assert answer.status == 200, await answer.text()
        async with http.post(f"{link}/done", json={"files": ids}) as answer:
            assert await answer.json() == {"done": True}
