from danchu.ward.models.mandates import Mandate
from danchu.ward.models.organisations import Organisation
from danchu.ward.models.places import ResidentialGroup
from danchu.ward.models.roll import Household, Person

__all__ = ["Household", "Mandate", "Organisation", "Person", "ResidentialGroup"]
