package dev.cuprum.benchmarks;

import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;

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

    static final String JAVASCRIPT_TOKEN =
            """
            export default ({ request, response, respond }) => {
              const token = request.query.get('token') ?? request.cookies.get('superstition');
              if (token !== 'token') {
                return respond(403);
              }
              response.headers.set('set-cookie', 'superstition=token');
            };
            """;

    static final String JAVASCRIPT_DECORATE =
            """
            export default ({ request, response }) => {
              response.headers.set('x-edge', 'cu');
              response.headers.set('x-path', request.path);
            };
            """;

    private PeerUnits() {}

    static ComputingUnit token() {
        return ComputingUnit.of("token", Phase.REWRITE, TOKEN);
    }

    static ComputingUnit decorate() {
        return ComputingUnit.of("decorate", Phase.HEADER_FILTER, DECORATE);
    }

    static ComputingUnit javaScriptToken() {
        return javaScript("token", Phase.REWRITE, JAVASCRIPT_TOKEN);
    }

    static ComputingUnit javaScriptDecorate() {
        return javaScript("decorate", Phase.HEADER_FILTER, JAVASCRIPT_DECORATE);
    }

    private static ComputingUnit javaScript(String id, Phase phase, String code) {
        return ComputingUnit.builder(UnitId.of(id), phase, code).language("js").build();
    }
}
