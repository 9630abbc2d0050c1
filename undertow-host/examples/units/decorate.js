// Adds header fields to whatever is answered, and takes away what tells too much. For header_filter.
export default ({ request, response }) => {
  response.headers.set('x-edge', 'cu');
  response.headers.set('x-path', request.path);
  response.headers.append('vary', 'Accept-Language');
  response.headers.delete('x-powered-by');
};
