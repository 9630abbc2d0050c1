import dev.cuprum.Edge;
import dev.cuprum.undertow.EdgeHandler;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import io.undertow.Undertow;

/** A plain Undertow application with an edge before it: java -cp 'undertow-host/target/cuprum/lib/*' Embed.java 8080. */
class Embed {
    public static void main(String[] args) {
        Edge edge = Edge.create();
        edge.put(ComputingUnit.of("decorate", Phase.HEADER_FILTER, "ngx.header['X-Edge'] = 'cu'"));
        Undertow.builder()
                .addHttpListener(Integer.parseInt(args[0]), "127.0.0.1")
                .setHandler(new EdgeHandler(edge).wrap(exchange -> exchange.getResponseSender().send("hello\n")))
                .build()
                .start();
    }
}
