local token = ngx.var.arg_token or ngx.var.cookie_superstition
if token ~= 'token' then
  return ngx.exit(ngx.HTTP_FORBIDDEN)
else
  ngx.header['Set-Cookie'] = {'superstition=token'}
end
