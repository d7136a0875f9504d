"""What a service knows of units that were merged."""

from handlers.service import Service
from handlers.unit_search import Place, UnitIndex


def test_a_unit_goes_with_all_that_have_become_part_of_it() -> None:
    """1 is above 2; 3 has become part of 4, and 4 of 2; 5 has ended; 6 has become part of another."""
    places = {key: Place(key, f"U{key}", "", "", "", (), "", "", "grassroots") for key in range(1, 8)}
    service = Service(
        UnitIndex([]), places, {2: 1}, {}, successors={3: 4, 4: 2, 5: None, 6: 7}
    )  # fmt: skip
    assert sorted(service.parts([2, 1])) == [1, 2, 3, 4]
    assert service.parts([7]) == [7, 6]
    assert service.parts([]) == []
