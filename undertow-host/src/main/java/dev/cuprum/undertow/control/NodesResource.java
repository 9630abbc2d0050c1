package dev.cuprum.undertow.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cuprum.Edge;
import dev.cuprum.store.NodeReportJson;
import dev.cuprum.store.NodeStatus;
import java.util.Locale;

/** {@code /api/nodes}: what runs where. Safe for use by several threads. */
final class NodesResource {

    private final Edge edge;

    NodesResource(Edge edge) {
        this.edge = edge;
    }

    /** All nodes, live or lately dead. */
    Answer list(Call call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("generation", edge.store().load().generation());
        ArrayNode nodes = answer.putArray("nodes");
        for (NodeStatus status : edge.nodes()) {
            ObjectNode node = nodes.addObject();
            node.put("name", status.report().name());
            node.put("session", status.session());
            node.put("state", status.state().name().toLowerCase(Locale.ROOT));
            node.put("lastSeen", status.lastSeen().toString());
            node.setAll(NodeReportJson.write(status.report()));
        }
        return Answer.of(200, answer);
    }
}
