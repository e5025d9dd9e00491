"""The places of the body map. Their ids are stored with answers and stay for ever.

Left and right are the person's own, and stand left and right in both views: the front is seen as
in a mirror, the back from behind.
"""

from collections.abc import Mapping

from ketaguide.base.text import tr

# Around the body rather than in it: some people meet a feeling there.
AROUND = "around-me"

REGIONS: tuple[str, ...] = (
    *("head", "face", "jaw", "throat", "neck"),
    *("shoulder-left", "shoulder-right", "chest", "upper-back", "stomach", "lower-back"),
    *("belly", "pelvis", "arm-left", "arm-right", "hand-left", "hand-right"),
    *("thigh-left", "thigh-right", "knee-left", "knee-right"),
    *("lower-leg-left", "lower-leg-right", "foot-left", "foot-right", AROUND),
)


def labels() -> Mapping[str, str]:
    """Every region's name in the person's language, from head to foot, by id."""
    names = (
        *(tr("head"), tr("face"), tr("jaw"), tr("throat"), tr("neck")),
        *(tr("left shoulder"), tr("right shoulder"), tr("chest"), tr("upper back")),
        *(tr("stomach"), tr("lower back"), tr("belly"), tr("hips and pelvis")),
        *(tr("left arm"), tr("right arm"), tr("left hand"), tr("right hand")),
        *(tr("left thigh"), tr("right thigh"), tr("left knee"), tr("right knee")),
        *(tr("left lower leg"), tr("right lower leg"), tr("left foot"), tr("right foot")),
        tr("around me"),
    )
    return dict(zip(REGIONS, names, strict=True))
