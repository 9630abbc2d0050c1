package dev.cuprum.benchmarks;

import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;

/** The two units that every server of a side-by-side run has: a token check and a header decoration. */
final class PeerUnits {

    static final String TOKEN =
            """
            local token = ngx.var.arg_token or ngx.var.cookie_superstition
            if token ~= 'token' then
              return ngx.exit(ngx.HTTP_FORBIDDEN)
            else
              ngx.header['Set-Cookie'] = {'superstition=token'}
            end
            """;

    static final String DECORATE =
            """
            ngx.header['X-Edge'] = 'cu'
            ngx.header['X-Path'] = ngx.var.uri
            """;

    static final String TOKEN_JS =
            """
            export default ({ request, response, respond }) => {
              const token = request.query.get('token') ?? request.cookies.get('superstition');
              if (token !== 'token') {
                return respond(403);
              }
              response.headers.set('set-cookie', 'superstition=token');
            };
            """;

    static final String DECORATE_JS =
            """
            export default ({ request, response }) => {
              response.headers.set('x-edge', 'cu');
              response.headers.set('x-path', request.path);
            };
            """;

    private PeerUnits() {}

    /** The token check in a language: {@code lua} or {@code js}. */
    static ComputingUnit token(String language) {
        return of(token(), language, TOKEN_JS);
    }

    /** The header decoration in a language. */
    static ComputingUnit decorate(String language) {
        return of(decorate(), language, DECORATE_JS);
    }

    private static ComputingUnit of(ComputingUnit lua, String language, String inJavaScript) {
        return language.equals("lua")
                ? lua
                : ComputingUnit.builder(lua.id(), lua.phase(), inJavaScript)
                        .language(language)
                        .build();
    }

    static ComputingUnit token() {
        return ComputingUnit.of("token", Phase.REWRITE, TOKEN);
    }

    static ComputingUnit decorate() {
        return ComputingUnit.of("decorate", Phase.HEADER_FILTER, DECORATE);
    }
}
