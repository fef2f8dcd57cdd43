"""What we know about licences and costs: products, prices, holdings, figures, keys, scenarios, negotiations."""

from .allocation_key import AllocationKey, AllocationPart, AllocationValue, KeyBasis
from .figures import IndexFigure, IndexKind, PopulationFigure
from .holding import Holding
from .invoice import InvoiceBasis, InvoiceRow, Settlement
from .negotiation import Negotiation, NegotiationQuantity
from .price import Period, Price, PriceSource
from .product import Product, Unit
from .register_count import RegisterCount, RegisterKind
from .scenario import PriceBasis, QuantityFrom, Scenario, ScenarioLine, ScenarioVersion

__all__ = [
    "AllocationKey",
    "AllocationPart",
    "AllocationValue",
    "Holding",
    "IndexFigure",
    "IndexKind",
    "InvoiceBasis",
    "InvoiceRow",
    "KeyBasis",
    "Negotiation",
    "NegotiationQuantity",
    "Period",
    "PopulationFigure",
    "Price",
    "PriceBasis",
    "PriceSource",
    "Product",
    "QuantityFrom",
    "RegisterCount",
    "RegisterKind",
    "Scenario",
    "ScenarioLine",
    "ScenarioVersion",
    "Settlement",
    "Unit",
]
