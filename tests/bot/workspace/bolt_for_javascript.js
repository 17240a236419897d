// A small bot in Slack's Bolt for JavaScript; Slack's own code judges the practice workspace.
const { App } = require("@slack/bolt");

const [url, token, appToken] = process.argv.slice(2);
const plain = (text) => ({ type: "plain_text", text });
const button = { type: "button", action_id: "knapp", text: plain("Knapp") };
const input = {
  type: "input", block_id: "falt", label: plain("Fält"),
  element: { type: "plain_text_input", action_id: "text" },
};
const view = { type: "modal", callback_id: "modal", title: plain("Modal"), submit: plain("Spara"), blocks: [input] };

const app = new App({ token, appToken, socketMode: true, clientOptions: { slackApiUrl: url } });
app.message(/hej/, ({ message, say }) =>
  say({ text: "svar", thread_ts: message.ts, blocks: [{ type: "actions", elements: [button] }] }));
app.action("knapp", async ({ ack, respond }) => {
  await ack();
  await respond({ text: "klickat", replace_original: false });
});
app.command("/lotsen", async ({ ack, body, client }) => {
  await ack();
  await client.views.open({ trigger_id: body.trigger_id, view });
});
app.view("modal", ({ ack, view: sent }) =>
  ack({ response_action: "errors", errors: { falt: `nej: ${sent.state.values.falt.text.value}` } }));
app.start();
