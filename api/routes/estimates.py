"""What a model would be sent and would cost, before it is."""

from fastapi import APIRouter, Request

from api.access import Holder
from api.bodies import AskedJob
from api.openapi import ANSWERS, BODIES
from api.posting import engine_for
from api.schemas import EstimateOut
from api.settings import ServiceSettings
from api.threads import threaded
from summarizer.runner import estimate

router = APIRouter(prefix="/v1/estimates", tags=["documents"])


@router.post("", responses=ANSWERS["estimates"], openapi_extra=BODIES)
async def estimates(request: Request, _: Holder, asked: AskedJob) -> EstimateOut:
    """Estimate calls, tokens and price, report by report; nothing is sent to the model."""
    settings: ServiceSettings = request.app.state.settings
    engine_for("llm", settings)
    assert settings.library.llm is not None
    found = await threaded(request, estimate, asked.source, settings.library)
    return EstimateOut.of(settings.library.llm.model, found)
