"""Small-area figures with a known structure, as a German statistics office would send them."""

from areas import PROFILES
from dice import Dice
from quarter import SEED

YEARS = (2021, 2024)
TOTAL_KEY, TOTAL_NAME = "00", "Musterquartier insgesamt"

# One cell is unknown, not zero: the examination was not completed there that year.
MISSING = ("09", 2021, "Schulanfänger mit weniger als 3 Kita-Jahren")

COLUMNS = (
    "Einwohner", "Einwohner unter 18", "Einwohner unter 15", "Einwohner 15 bis 64", "Einwohner ab 65",
    "Kinder unter 15 in Grundsicherung", "Arbeitslose 15 bis 64", "Schulanfänger untersucht",
    "Schulanfänger mit weniger als 3 Kita-Jahren", "Wohnfläche in m²", "Wohnfläche je Person in m²",
    "Zuzug unter einem Jahr",
)
_DECIMALS = {"Wohnfläche in m²": 1, "Wohnfläche je Person in m²": 1}


def table():
    """Values by (key, year, column); None where nothing is known."""
    dice = Dice(SEED, 6)
    values = {}
    for key, profile in PROFILES.items():
        for year in YEARS:
            for column, value in _area_values(profile, year, dice).items():
                values[key, year, column] = value
    key, year, column = MISSING
    values[key, year, column] = None
    for year in YEARS:
        for column, value in _total(values, year).items():
            values[TOTAL_KEY, year, column] = value
    return values


def _area_values(profile, year, dice):
    latest = year == YEARS[-1]
    burden = profile.burden if latest else profile.burden - profile.change
    people = profile.inhabitants if latest else int(profile.inhabitants * dice.between(0.975, 1.015))

    def rate(middle, slope, noise):
        """A rate that follows the burden, with its own noise, never below a tenth of its middle."""
        return max(middle * 0.1, middle + slope * burden + dice.between(-noise, noise))

    under_18 = int(people * (profile.young + dice.between(-0.004, 0.004)))
    under_15 = int(under_18 * dice.between(0.81, 0.85))
    over_64 = int(people * rate(0.225, -0.022, 0.012))
    working_age = people - under_15 - over_64
    # Five years of school entrants together, as offices do where one year would be too few children.
    examined = int(people * profile.young * dice.between(0.30, 0.34))
    space = int(people * rate(43.5, -5.2, 1.4) * 10) / 10
    return {
        "Einwohner": people,
        "Einwohner unter 18": under_18,
        "Einwohner unter 15": under_15,
        "Einwohner 15 bis 64": working_age,
        "Einwohner ab 65": over_64,
        "Kinder unter 15 in Grundsicherung": int(under_15 * rate(0.205, 0.096, 0.015) + 0.5),
        "Arbeitslose 15 bis 64": int(working_age * rate(0.078, 0.030, 0.006) + 0.5),
        "Schulanfänger untersucht": examined,
        "Schulanfänger mit weniger als 3 Kita-Jahren": int(examined * rate(0.305, 0.078, 0.02) + 0.5),
        "Wohnfläche in m²": space,
        "Wohnfläche je Person in m²": int(space / people * 10 + 0.5) / 10,
        "Zuzug unter einem Jahr": int(people * rate(0.096, 0.018, 0.014) + 0.5),
    }


def _total(values, year):
    """The whole Quartier: sums of what is known, so that a gap cannot be filled by subtraction."""
    total = {}
    for column in COLUMNS:
        tenths = 0
        for key in PROFILES:
            value = values[key, year, column]
            tenths += int(value * 10 + 0.5) if value is not None else 0
        total[column] = tenths / 10 if column in _DECIMALS else tenths // 10
    total["Wohnfläche je Person in m²"] = int(total["Wohnfläche in m²"] / total["Einwohner"] * 10 + 0.5) / 10
    return total


def german(value, decimals=0):
    """1234.5 as 1.234,5; unknown as a full stop, the sign German offices use."""
    if value is None:
        return "."
    return f"{value:,.{decimals}f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def csv_bytes():
    """UTF-8 with a byte order mark and CRLF, as spreadsheet programs write it."""
    values = table()
    names = [(TOTAL_KEY, TOTAL_NAME)] + [(key, profile.name) for key, profile in PROFILES.items()]
    lines = [";".join(("Raumeinheit", "Name", "Jahr") + COLUMNS)]
    for year in YEARS:
        for key, name in names:
            cells = [german(values[key, year, column], _DECIMALS.get(column, 0)) for column in COLUMNS]
            lines.append(";".join([key, name, str(year)] + cells))
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode("utf-8")
