// A small service of JSON: notes that are kept in the state of the node. For content.
//   POST /notes {"text": "…"}   GET /notes/1   DELETE /notes/1
function problem(status, detail) {
  return Response.json({ status, detail }, { status, headers: { 'content-type': 'application/problem+json' } });
}

async function create({ request, state }) {
  let note;
  try {
    note = await request.json();
  } catch {
    return problem(400, 'the body is not JSON');
  }
  if (typeof note?.text !== 'string' || note.text === '') {
    return problem(422, 'text is missing');
  }
  const id = await state.incr('notes');
  const kept = { id, text: note.text };
  await state.set(`note:${id}`, kept);
  return Response.json(kept, { status: 201, headers: { location: `/notes/${id}` } });
}

export default async (event) => {
  const { request, state } = event;
  const id = /^\/notes(?:\/(\d+))?$/.exec(request.path)?.[1];
  if (request.method === 'POST' && id === undefined) {
    return create(event);
  }
  const note = id === undefined ? null : await state.get(`note:${id}`);
  if (note === null) {
    return problem(404, 'there is no such note');
  }
  switch (request.method) {
    case 'GET':
      return Response.json(note);
    case 'DELETE':
      await state.delete(`note:${id}`);
      return new Response(null, { status: 204 });
    default:
      return new Response(null, { status: 405, headers: { allow: 'GET, DELETE' } });
  }
};
