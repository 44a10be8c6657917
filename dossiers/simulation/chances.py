"""How often things happen in a simulated season; chosen so that a season of fifty dossiers sees all of them."""

from __future__ import annotations

RETURNED = 0.15  # of dossiers, by the appraiser, for correction
KEPT_BACK = 0.05  # of dossiers, withdrawn by their unit
REFUSED = 0.04  # of dossiers, at reception or by the decider
HELD = 0.08  # of dossiers, for something that is looked into
CONSULTED = 0.15  # of dossiers, with other offices asked
DECLINED = 0.04  # of nominations, not proposed by the appraiser
LINE_HELD = 0.03  # of nominations, held while the others go on
DEFERRED = 0.08  # of items, to the next session
DOUBTED = 0.08  # of nominations, which most of the council votes against
LOWERED = 0.5  # of nominations that failed and may be lowered
RECUSED = 0.02  # of members at an item, by their own declaration
SILENT = 0.01  # of members at an item, who do not vote
OBJECTED = 0.25  # of notices, by somebody from the public
OBJECTED_LATE = 0.1  # of notices, after their last day
UPHELD = 0.4  # of objections
SENT_BACK = 0.1  # of drafts, by the signer or the office clerk
NOT_GRANTED = 0.15  # of nominations that went to a higher body
ANNULLED = 0.05  # of awards of the season, when it is over
FORBIDDEN = 0.1  # of turns, followed by an attempt at something that nobody may do
