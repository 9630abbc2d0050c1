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

    private PeerUnits() {}

    static ComputingUnit token() {
        return ComputingUnit.of("token", Phase.REWRITE, TOKEN);
    }

    static ComputingUnit decorate() {
        return ComputingUnit.of("decorate", Phase.HEADER_FILTER, DECORATE);
    }
}
