"""The 12 statistical areas: unions of blocks, so that their borders run along streets and share every vertex."""

from dataclasses import dataclass

from blocks import dissolve

VERSION_DATE = "2024-01-01"


@dataclass(frozen=True)
class Profile:
    """What is known about an area, written down here on purpose: tests and demonstrations rely on it.

    burden: latent, in standard deviations, positive is burdened. change: how the burden moved from 2021 to 2024,
    positive is worse. voices: contributions placed in the area. needs: how strongly they lean to needs, 0 to 1.
    """
    name: str
    inhabitants: int
    young: float
    burden: float
    change: float
    voices: int
    needs: float


PROFILES = {
    "01": Profile("Ortskern", 1240, 0.150, 0.25, -0.05, 54, 0.45),
    "02": Profile("Zechenkolonie", 700, 0.190, 0.60, -0.10, 30, 0.50),
    "03": Profile("Vogelsiedlung", 560, 0.165, -1.40, 0.00, 9, 0.30),
    "04": Profile("Hochfeld", 1390, 0.245, 1.70, 0.30, 12, 0.75),
    "05": Profile("Bahnhofsviertel", 1760, 0.225, 1.50, -0.30, 112, 0.58),
    "06": Profile("Parkviertel", 720, 0.170, -1.10, -0.05, 66, 0.30),
    "07": Profile("Schulviertel", 720, 0.180, -0.10, 0.05, 30, 0.50),
    "08": Profile("Zechenpark", 160, 0.140, 0.30, 0.00, 18, 0.40),
    "09": Profile("Gartenstadt", 610, 0.175, -0.55, 0.10, 20, 0.45),
    "10": Profile("Nordhang", 520, 0.160, -0.85, 0.00, 12, 0.40),
    "11": Profile("Hüttenviertel", 1430, 0.205, 0.85, 0.15, 25, 0.55),
    "12": Profile("Am Nordring", 760, 0.170, -0.30, -0.10, 12, 0.45),
}


def area_outlines(blocks):
    """The outline of every area by key. An area in two parts or with a hole is a mistake in the plan."""
    outlines = {}
    for key in PROFILES:
        parts = dissolve([block for block in blocks.all if block.area == key])
        if len(parts) != 1 or parts[0][1]:
            raise ValueError(f"area {key} has {len(parts)} parts or a hole")
        outlines[key] = parts[0][0]
    return outlines
