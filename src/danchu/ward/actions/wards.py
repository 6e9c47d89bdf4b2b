"""A new ward on this site."""

from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.models import Ward
from danchu.core.official import WITHIN, official
from danchu.core.refusals import Refused
from danchu.core.trust import beginning
from danchu.ward import divisions
from danchu.ward.signals import ward_opened


@official(label="Thêm một phường, xã", clause="1.2.b", policy=WITHIN)
def open_ward(*, code: str, host: str, by: Actor, at: datetime) -> Ward:
    """The ward with ``code`` of the national list, answering under ``host`` (empty: under every name that no other
    ward has). Raises ``Refused`` when there is no such unit, it is here already, or the name is taken."""
    unit = divisions.unit_with(code)
    if Ward.objects.filter(code=unit.code).exists():
        raise Refused(f"{unit.name} đã có trên trang này.")
    if holder := Ward.objects.filter(host=host or None).first():
        wanted = f"Tên miền {host}" if host else "Trang không có tên miền riêng"
        raise Refused(f"{wanted} đã là của {holder.name}. Hãy ghi tên miền khác: --host.")
    ward = Ward.objects.create(
        code=unit.code, name=unit.name, province=unit.province, place=unit.place, host=host or None
    )
    beginning.begin(ward)
    ward_opened.send(Ward, ward=ward, at=at)
    return ward
