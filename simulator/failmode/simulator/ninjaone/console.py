"""The technician's side: creating custom fields in the console, reading and setting values.

NinjaOne's console has no public description. What is here is the part that published documents
walk through: the menu entries, the pages in their order, their buttons and settings
(`console_pages`), and for values the rule that the technician permission decides. There is no
layout, no role or tab, no login, no search and no way back to an earlier page. A dialog has to be
finished before the menu can be used again; a new `Console` starts afresh.

Results are made of texts, numbers, lists and dicts, ready for JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from failmode.simulator.errors import SimulatorError
from failmode.simulator.ninjaone import values
from failmode.simulator.ninjaone.console_pages import (
    BUTTON_SYNONYMS,
    MENU,
    Draft,
    MenuEntry,
    Page,
    SettingError,
    buttons_of,
    missing_on,
    normalize,
    page_after,
    settings_of,
)
from failmode.simulator.ninjaone.errors import NinjaOneError
from failmode.simulator.ninjaone.tenant import NinjaOneTenant
from failmode.terms import Channel, DefinitionScope

Result = TypeVar("Result")

ACTIONS = ("navigate", "click", "set", "add option")
"""The actions that `Console.perform` knows."""


class ConsoleError(SimulatorError):
    """Something that the console does not offer or refuses.

    Args:
        page: where the technician is.
        asked: what was asked for.
        problem: what is wrong with it.
        remedy: what would be right; empty where nobody knows.
    """

    def __init__(self, page: str, asked: str, problem: str, remedy: str = "") -> None:
        super().__init__(f"{asked}: {problem}", where=f"on {page}", remedy=remedy)


class Console:
    """One technician's session.

    Args:
        tenant: the tenant.
    """

    def __init__(self, tenant: NinjaOneTenant) -> None:
        self._tenant = tenant
        self._page = Page.START
        self._menu_entry: MenuEntry | None = None
        self._draft: Draft | None = None

    def perform(self, action: str, target: str, value: str | None = None) -> dict[str, Any]:
        """Do one action of a document's creation steps.

        Args:
            action: one of `ACTIONS`.
            target: the menu path joined with " > ", the button, the setting or the option; names
                are compared without regard to case.
            value: what a setting is set to, in the console's words; None for the other actions.

        Returns:
            The page that the technician sees then, as `view`.

        Raises:
            ConsoleError: when the current page does not offer it, naming the page and what it
                offers, or when the tenant refuses the finished field.
        """
        steps: dict[str, Callable[[], None]] = {
            "navigate": lambda: self._navigate(target),
            "click": lambda: self._click(target),
            "set": lambda: self._set(target, value or ""),
            "add option": lambda: self._add_option(target),
        }
        step = steps.get(normalize(action))
        if step is None:
            raise self._refusal(
                f"{action} {target!r}", f"there is no such action; known: {', '.join(ACTIONS)}"
            )
        step()
        return self.view()

    def view(self) -> dict[str, Any]:
        """Return what the technician sees: {"page", "offers": [...], "options": [...]}."""
        draft = self._draft
        return {
            "page": self._where(),
            "offers": self._offers(),
            "options": list(draft.options) if draft is not None else [],
        }

    def fields(self, scope: DefinitionScope, entity_id: int) -> dict[str, Any]:
        """Return the values on an entity's page, by field name; unset ones have no key.

        Args:
            scope: the kind of entity.
            entity_id: the entity.

        Raises:
            ConsoleError: when there is no such entity.
        """
        return self._on_entity(
            scope,
            entity_id,
            "read the custom fields",
            lambda: self._tenant.read(
                lambda tx: values.read_all(
                    tx,
                    Channel.TECHNICIAN,
                    values.scoped_entity(tx, scope, entity_id),
                    inherited=False,
                )
            ),
        )

    def value(
        self, scope: DefinitionScope, entity_id: int, name: str, *, inherited: bool = False
    ) -> Any:
        """Return a field's value as the technician sees it: labels for options; None when unset.

        Args:
            scope: the kind of entity.
            entity_id: the entity.
            name: the field.
            inherited: whether values of the location and the organization count too.

        Raises:
            ConsoleError: when there is no such field or entity, or the permission is None.
        """
        return self._on_entity(
            scope,
            entity_id,
            f"read {name!r}",
            lambda: self._tenant.value(
                Channel.TECHNICIAN, scope, entity_id, name, inherited=inherited
            ),
        )

    def set_value(self, scope: DefinitionScope, entity_id: int, name: str, value: object) -> None:
        """Set a field as a technician does: an option by its label; None clears.

        Args:
            scope: the kind of entity.
            entity_id: the entity.
            name: the field.
            value: as the API takes it.

        Raises:
            ConsoleError: when the permission is not Editable, the value is none of the field, or
                a required field would be cleared.
        """
        self._on_entity(
            scope,
            entity_id,
            f"set {name!r}",
            lambda: self._tenant.set_value(Channel.TECHNICIAN, scope, entity_id, name, value),
        )

    def _navigate(self, path: str) -> None:
        asked = f"navigate {path!r}"
        if self._page not in (Page.START, Page.LIST):
            raise self._refusal(asked, "a dialog is open")
        wanted = [normalize(part) for part in path.split(">")]
        for entry in MENU:
            if [normalize(part) for part in entry.path.split(">")] == wanted:
                self._menu_entry = entry
                self._page = Page.LIST
                return
        raise self._refusal(asked, "there is no such menu entry")

    def _click(self, button: str) -> None:
        name = BUTTON_SYNONYMS.get(normalize(button), button)
        offered = {normalize(offer): offer for offer in buttons_of(self._page, self._draft)}
        chosen = offered.get(normalize(name))
        if chosen is None:
            raise self._refusal(f"click {button!r}", "there is no such button")
        if self._draft is None:
            self._open(chosen)
        elif chosen == "Create":
            self._create(self._draft)
        elif chosen == "Add":
            self._take_option(self._draft)
        else:
            self._leave(self._draft, button)

    def _open(self, button: str) -> None:
        if button == "Add":
            self._page = Page.ADD
        elif self._menu_entry is not None:
            scope = self._menu_entry.scope
            self._draft = Draft(self._menu_entry, scopes=[scope] if scope is not None else [])
            self._page = Page.TYPE

    def _leave(self, draft: Draft, button: str) -> None:
        problem = missing_on(self._page, draft)
        if problem is not None:
            raise self._refusal(f"click {button!r}", problem)
        self._page = page_after(self._page, draft)

    def _create(self, draft: Draft) -> None:
        try:
            self._tenant.create_field(draft.request())
        except NinjaOneError as error:
            raise self._refusal("click 'Create'", str(error)) from error
        self._draft = None
        self._page = Page.LIST

    def _set(self, setting: str, value: str) -> None:
        asked = f"set {setting!r} to {value!r}"
        if self._draft is None:
            raise self._refusal(asked, "there is no such setting")
        for name, setter in settings_of(self._page, self._draft).items():
            if normalize(name) == normalize(setting):
                try:
                    setter(self._draft, value)
                except SettingError as error:
                    raise self._refusal(asked, f"{name} {error}") from error
                return
        raise self._refusal(asked, "there is no such setting")

    def _add_option(self, option: str) -> None:
        if self._draft is None or "Option" not in settings_of(self._page, self._draft):
            raise self._refusal(f"add option {option!r}", "options cannot be added here")
        self._set("Option", option)
        self._take_option(self._draft)

    def _take_option(self, draft: Draft) -> None:
        """Add the pasted option; the button does nothing while the box is empty."""
        option, draft.pasted_option = draft.pasted_option, ""
        if option in draft.options:
            raise self._refusal(f"add option {option!r}", "it was added before")
        if option:
            draft.options.append(option)

    def _where(self) -> str:
        if self._page is Page.LIST and self._menu_entry is not None:
            return self._menu_entry.path
        return self._page.value

    def _offers(self) -> list[str]:
        offers = [f"click {button}" for button in buttons_of(self._page, self._draft)]
        if self._draft is not None:
            settings = settings_of(self._page, self._draft)
            offers += [f"set {name}" for name in settings]
            offers += ["add option"] if "Option" in settings else []
        if self._page in (Page.START, Page.LIST):
            offers += [f"navigate {entry.path}" for entry in MENU]
        return offers

    def _refusal(self, asked: str, problem: str) -> ConsoleError:
        offers = "; ".join(self._offers())
        return ConsoleError(self._where(), asked, problem, f"It offers: {offers}")

    def _on_entity(
        self, scope: DefinitionScope, entity_id: int, asked: str, work: Callable[[], Result]
    ) -> Result:
        try:
            return work()
        except NinjaOneError as error:
            raise ConsoleError(
                f"the page of {scope.value.lower()} {entity_id}", asked, str(error)
            ) from error
