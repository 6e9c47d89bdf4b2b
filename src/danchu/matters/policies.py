"""Matters are public; the ward's staff open and close them."""

from danchu.ward.policies import anyone, is_civil_servant, is_leader, ward_staff

TABLE = {
    "matters.see": anyone,
    "matters.open": is_civil_servant | is_leader,
    "matters.change": is_civil_servant | is_leader,
    "matters.see_internal": ward_staff,
}
