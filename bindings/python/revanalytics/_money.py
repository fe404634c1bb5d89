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


_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}


def _with_currency(number: str, currency: str) -> str:
    """A number of money with its symbol before it, or its code behind it."""
    if currency not in _SYMBOLS:
        return f"{number} {currency}"
    sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
    return f"{sign}{_SYMBOLS[currency]}{digits}"


def money_words(minor: float | None, currency: str, *, whole: bool = False) -> str:
    """Minor units for reading: "$1,234.50"; `whole` leaves out the decimals."""
    amount = money(minor, digits_of(currency))
    if amount is None:
        return "–"
    return _with_currency(f"{amount:,.0f}" if whole else f"{amount:,}", currency)


def money_tick(amount: float, currency: str) -> str:
    """An amount in the currency, short enough for an axis: "$25k"."""
    for size, letter in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if abs(amount) >= size:
            return _with_currency(f"{amount / size:.4g}{letter}", currency)
    return _with_currency(f"{amount:.4g}", currency)
