// Shares visitors out among the variants of a page, and lets each keep his own by a cookie. For rewrite.
const VARIANTS = [
  { name: 'short', percent: 70 },
  { name: 'long', percent: 30 },
];

function draw() {
  let left = Math.random() * 100;
  return VARIANTS.find(({ percent }) => (left -= percent) < 0) ?? VARIANTS[0];
}

export default ({ request, response, ctx }) => {
  if (request.path !== '/checkout') {
    return;
  }
  const kept = request.cookies.get('checkout');
  let variant = VARIANTS.find(({ name }) => name === kept);
  if (variant === undefined) {
    variant = draw();
    response.headers.append('set-cookie', `checkout=${variant.name}; Path=/; Max-Age=2592000; SameSite=Lax`);
  }
  ctx.variant = variant.name;
  request.path = `/checkout/${variant.name}`;
};
