"""Money: whole minor units inside, Decimal outside."""

from __future__ import annotations

from decimal import Decimal

# Currencies whose minor unit is not a hundredth (ISO 4217).
_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_BY_CURRENCY = {name: digits for digits, names in _DIGITS.items() for name in names.split()}


def digits_of(currency: str) -> int:
    """How many decimals a currency has."""
    return _BY_CURRENCY.get(currency, 2)


def money(minor: float | None, digits: int) -> Decimal | None:
    """An amount in minor units as a Decimal; means are rounded to the minor unit."""
    if minor is None:
        return None
    return Decimal(round(minor)).scaleb(-digits)


def minor_units(name: str, amount: Decimal | int, digits: int) -> int:
    """An amount in minor units, which must be whole; floats are refused."""
    if isinstance(amount, bool) or not isinstance(amount, (Decimal, int)):
        raise TypeError(f"{name}: a Decimal is needed, not {type(amount).__name__}")
    scaled = Decimal(amount).scaleb(digits)
    if not scaled.is_finite() or scaled != int(scaled):
        raise ValueError(f"{name}: {amount} is not a whole number of minor units")
    return int(scaled)
