"""Who sees whose duties, who assigns, who cancels."""

from danchu.ward.policies import is_civil_servant, is_leader, is_overseer, office_holder, ward_staff

TABLE = {
    "duties.see_today": office_holder,
    "duties.see_units": ward_staff | is_overseer,
    "duties.assign": is_leader,
    "duties.cancel": is_leader | is_civil_servant,
}
