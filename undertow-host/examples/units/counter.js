// Counts the requests of each client, and lets so many pass in a minute. For access.
const MOST = 3;
const WINDOW = 60;

export default async ({ request, response, respond, state }) => {
  const client = request.headers.get('x-api-key') ?? request.ip;
  const count = await state.incr(`requests:${client}`, 1, 0, { ttl: WINDOW });
  response.headers.set('ratelimit-remaining', Math.max(0, MOST - count));
  if (count > MOST) {
    console.warn('%s has sent %d requests within %d s', client, count, WINDOW);
    return respond('Slow down.\n', { status: 429, headers: { 'retry-after': WINDOW } });
  }
};
