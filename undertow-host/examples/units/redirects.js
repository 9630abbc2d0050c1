// Leads from old addresses to new ones, by a table and by patterns. For rewrite.
const MOVED = {
  '/old-home': '/',
  '/jobs': 'https://careers.example.com/',
};

const PATTERNS = [
  [/^\/blog\/(\d{4})\/(\d{2})\/([\w-]+)\.html$/, '/articles/$3-$1$2'],
  [/^\/(de|fr)\/(.*)$/, '/$2?lang=$1'],
];

const GONE = new Set(['/flash-player']);

export default ({ request, respond, redirect }) => {
  const { path } = request;
  if (GONE.has(path)) {
    return respond('This page is gone.\n', { status: 410 });
  }
  if (Object.hasOwn(MOVED, path)) {
    return redirect(MOVED[path], 301);
  }
  for (const [pattern, target] of PATTERNS) {
    if (pattern.test(path)) {
      return redirect(path.replace(pattern, target), 308);
    }
  }
};
