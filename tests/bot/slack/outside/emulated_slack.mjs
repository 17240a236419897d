// Runs emulate's Slack with checked scopes until standard input closes, and says its address.
import { createEmulator } from 'emulate'

const [scopes, lacking] = process.argv.slice(2).map((list) => list.split(','))
const slack = {
  strict_scopes: true,
  users: [{ name: 'elsa' }],
  channels: [{ name: 'oppen' }, { name: 'stangd', is_private: true }],
  tokens: [
    { token: 'xoxb-manifest', type: 'bot', scopes, bot_id: 'B000000001' },
    { token: 'xoxb-lacking', type: 'bot', scopes: lacking, bot_id: 'B000000001' },
    { token: 'xoxp-looking', scopes: ['groups:read', 'channels:read', 'users:read'] },
  ],
}
const running = await createEmulator({ service: 'slack', port: 0, seed: { slack } })
console.log(running.url)
process.stdin.resume()
process.stdin.on('close', () => running.close().then(() => process.exit(0)))
