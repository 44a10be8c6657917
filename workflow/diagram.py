"""Procedures as Mermaid text, from the same data that the engine runs on."""

from __future__ import annotations

from workflow.procedure import Procedure

# Quotation marks, colons and semicolons end a label in Mermaid.
_PLAIN = str.maketrans({'"': "”", ":": " –", ";": ",", "\n": " "})


def mermaid(procedure: Procedure) -> str:
    """Return `procedure` as a Mermaid `stateDiagram-v2`, states and steps by the names that people see."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{_plain(state.inside)}" as {state.name}' for state in procedure.states.values()]
    lines.append(f"    [*] --> {procedure.start}")
    for step in procedure.steps:
        lines += [f"    {source} --> {step.to} : {_plain(step.label)}" for source in step.from_states]
    lines += [f"    {state.name} --> [*]" for state in procedure.states.values() if state.is_end]
    return "\n".join(lines) + "\n"


def _plain(label: str) -> str:
    return label.translate(_PLAIN)
