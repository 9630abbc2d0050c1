import dev.cuprum.undertow.standalone.Server;
import java.nio.file.Path;

/** A server put together in Java, as a test does: java -cp 'undertow-host/target/cuprum/lib/*' TestBed.java 8081. */
class TestBed {
    public static void main(String[] args) throws Exception {
        Path folder = Path.of("undertow-host/examples");
        Server server = Server.builder()
                .listen("127.0.0.1", Integer.parseInt(args[0])) // a free port of 127.0.0.1 where nothing is said
                .sharedDictionary("hits", "1m")
                .modulePath(folder + "/lualib/?.lua")
                .documentRoot(folder)
                .errorPage(404, "/missing")
                .route("/", route -> route.set("who", "$arg_name")
                        .access("if ngx.var.who == 'nobody' then ngx.exit(ngx.HTTP_FORBIDDEN) end")
                        .content("ngx.say('hello ', ngx.var.who, ' ', ngx.shared.hits:incr('n', 1, 0))")
                        .headerFilter("ngx.header['X-Edge'] = 'cu'")
                        .log("ngx.log(ngx.INFO, 'greeted ', ngx.var.who)"))
                .route("= /ping", route -> route.respond(200, "pong\n"))
                .route("~ ^/v(?<version>[0-9]+)/", route -> route.content("ngx.say('version ', ngx.var.version)"))
                .route("/units/", route -> route.files(folder.resolve("units")))
                .route("/old", route -> route.content("ngx.exec('@new')"))
                .route("@new", route -> route.content("ngx.say('new for ', ngx.var.uri)"))
                .route("/gone", route -> route.respond(404))
                .route("/missing", route -> route.internal().content("ngx.say('no ', ngx.var.request_uri)"))
                .start();
        System.out.println("port " + server.port());
        server.awaitStop(); // a test sends its requests instead, reads server.errorLog(), and closes the server
    }
}
