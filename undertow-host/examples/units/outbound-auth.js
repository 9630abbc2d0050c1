// Asks a service who sends the request, and remembers the answer for a while. For access. The route says where the service is:
// set: { auth_service: "http://127.0.0.1:8090/check" }, and the operator allows it: fetch: ["http://127.0.0.1:8090/check"].
export default async ({ request, respond, state }) => {
  const authorization = request.headers.get('authorization');
  if (authorization === null) {
    return respond('Who are you?\n', { status: 401, headers: { 'www-authenticate': 'Bearer' } });
  }
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(authorization));
  const key = `auth:${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
  let user = await state.get(key);
  if (user === null) {
    const answer = await fetch(request.variable('auth_service'), { headers: { authorization } });
    if (!answer.ok) {
      return respond(answer.status === 401 ? 401 : 503);
    }
    user = await answer.json();
    await state.set(key, user, { ttl: 30 });
  }
  request.headers.set('x-user', user.name);
};
