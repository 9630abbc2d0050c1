package dev.cuprum.undertow.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Says to whoever comes by what this is. Open to everybody, so it tells nothing of the edge itself. */
final class RootResource {

    private RootResource() {}

    static Answer describe(Call call) {
        return Answer.of(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", "Cuprum control plane")
                        .put("units", "/api/units")
                        .put("releases", "/api/releases")
                        .put("nodes", "/api/nodes")
                        .put("authorization", "Bearer TOKEN, with the edge's admin token"));
    }
}
