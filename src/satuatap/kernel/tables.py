"""All tables of a room in one step of a migration."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateTables(Operation):
    """Do as the operations say, and create the tables from what comes out of them all.

    Django draws every model that another one points at anew after each operation: with some two hundred models that took
    ten times as long as all the work of the database. Here the new ones are drawn, once. The operations may only build up new
    models: what existed before the step stays untouched, and as it was drawn.
    """

    reversible = False

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        known = set(state.models)
        drawn = state.__dict__.pop("apps", None)  # what is not drawn is not drawn anew
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if drawn is not None:
            drawn.render_multiple([model for key, model in state.models.items() if key not in known])
            state.__dict__["apps"] = drawn

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in to_state.apps.get_app_config(app_label).get_models():
            if (app_label, model._meta.model_name) not in from_state.models:
                schema_editor.create_model(model)

    def describe(self) -> str:
        return "Create all tables of the room"
