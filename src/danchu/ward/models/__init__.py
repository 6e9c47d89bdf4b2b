from danchu.ward.models.access import HouseholdCard, SignInCode, SignInRecord
from danchu.ward.models.deliveries import Delivery
from danchu.ward.models.imports import RollImport, RollImportLine
from danchu.ward.models.mandates import Mandate
from danchu.ward.models.organisations import Organisation
from danchu.ward.models.places import ResidentialGroup
from danchu.ward.models.roll import Household, Person

__all__ = [
    "Delivery",
    "Household",
    "HouseholdCard",
    "Mandate",
    "Organisation",
    "Person",
    "ResidentialGroup",
    "RollImport",
    "RollImportLine",
    "SignInCode",
    "SignInRecord",
]
