// The token check of the README in JavaScript, for rewrite: 403 without the token, which comes in the query or in a cookie.
export default ({ request, response, respond }) => {
  const token = request.query.get('token') ?? request.cookies.get('superstition');
  if (token !== 'token') {
    return respond(403);
  }
  response.headers.set('set-cookie', 'superstition=token');
};
