/** Dialogs of the page's own: a question, the people to be, and the way on to Slack. */

import { el, icon, iconButton, newId } from "./dom.js";
import { avatar } from "./avatar.js";
import { inline, words } from "./mrkdwn.js";
import { store } from "./store.js";

const dialog = () => document.getElementById("dialog");

function show(title, content, buttons = []) {
  const box = dialog();
  const heading = el("h2", { id: "dialog-title" }, title);
  const top = el("div", { class: "sheet-top" }, heading, iconButton("close", "Stäng", () => box.close()));
  const foot = buttons.length ? el("div", { class: "sheet-foot" }, buttons) : null;
  box.replaceChildren(...[top, el("div", { class: "sheet-body", tabindex: "0" }, content), foot].filter(Boolean));
  box.returnValue = "";
  if (!box.open) box.showModal();
  return box;
}

/** Asks and gives true or false; `style` is "danger" where something is lost. */
export function ask(title, content, { yes, no = "Avbryt", style = "primary" }) {
  return new Promise((resolve) => {
    const box = show(title, content, [
      el("button", { type: "button", class: "button", onclick: () => box.close("no") }, no),
      el("button", { type: "button", class: `button ${style}`, autofocus: true, onclick: () => box.close("yes") }, yes),
    ]);
    box.addEventListener("close", () => resolve(box.returnValue === "yes"), { once: true });
  });
}

/** Asks a confirmation object of Slack's. */
export function confirmed(object) {
  const style = object.style === "danger" ? "danger" : "primary";
  return ask(words(object.title), el("p", { class: "plain-text" }, words(object.text)),
    { yes: words(object.confirm), no: words(object.deny), style });
}

export function choosePerson() {
  const intro = el("p", {}, "Alla är påhittade och arbetar i olika enheter. Öppna två fönster bredvid varandra för att vara två personer samtidigt.");
  const list = el("ul", { class: "people" }, store.people.map(card));
  show("Vem vill du vara?", [intro, list]);
}

function card(person) {
  const isMe = person.id === store.me.id;
  const nameId = newId("person");
  const links = isMe
    ? el("span", { class: "badge" }, "Du är här")
    : [
        el("a", { class: "button", href: `/?as=${person.id}`, "aria-describedby": nameId }, "Bli"),
        el("a", { class: "button", href: `/?as=${person.id}`, target: "_blank", "aria-describedby": nameId },
          "Nytt fönster"),
      ];
  return el("li", { class: isMe ? "current" : null }, avatar(person.id),
    el("div", { class: "person-words" }, el("strong", { id: nameId }, person.name), el("span", {}, person.title),
      el("span", { class: "muted" }, person.unit)),
    el("div", { class: "person-links" }, links));
}

const STEPS = [
  ["Bestäm var", "Be den som sköter er Slack-arbetsyta om lov att lägga till en app. Börja gärna i en testkanal."],
  ["Skapa appen", "På Slacks sida för appar väljer du _Create New App_ och sedan _From a manifest_. Klistra in filen `manifest.json`. Då följer namn, rättigheter och kommandon med."],
  ["Installera den", "Välj _Install App_. Du får en nyckel för boten som börjar med `xoxb-`."],
  ["Skapa appens egen nyckel", "Under _Basic Information_ skapar du en _App-Level Token_ med rättigheten `connections:write`. Den börjar med `xapp-` och gör att ingen port behöver öppnas."],
  ["Lägg in nycklarna", "Lägg nycklarna i inställningarna. Filen `docs/connect-to-slack.md` visar namnen och går igenom varje steg. Nycklar hör inte hemma i chatten eller i koden."],
  ["Kontrollera och starta", "Kör `lotsen doctor`. Den säger vad som saknas och vad du gör åt det. Kör sedan `lotsen run`."],
];

export function showConnect() {
  const intro = el("p", {}, `Det du ser här är samma ${store.app.name} som i Slack. Så här går du vidare när ni vill använda den på riktigt:`);
  const steps = el("ol", { class: "steps" }, STEPS.map(([title, text]) => el("li", {}, el("strong", {}, title), el("p", {}, inline(text)))));
  const after = el("p", { class: "note" }, icon("lock"), "Även i Slack gäller: skriv inga uppgifter som pekar ut en patient. Rådgör med informationssäkerhet och den som ansvarar för journal och SAMSA innan ni börjar.");
  show("Koppla till Slack", [intro, steps, after]);
}
