package dev.cuprum.lua.ngx;

import dev.cuprum.http.Exchange;
import dev.cuprum.http.RequestBody;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;

/**
 * Files as the bodies of requests. A unit may name the file that holds the body already, and what is below the request's
 * document root, for the server gives that to anybody who asks; of the machine's other files it learns nothing.
 */
final class BodyFiles {

    private BodyFiles() {}

    static Varargs set(Varargs args) {
        if (args.narg() < 1 || args.narg() > 2) {
            throw new ScriptError("expecting 1 or 2 arguments but seen " + args.narg());
        }
        LuaString name = Args.string(args, 1);
        LuaRun run = BodyFunctions.withBody();
        if (args.narg() == 2 && !args.arg(2).isboolean()) {
            throw Args.wrongType(args, 2, "boolean");
        }
        Path file = found(run.exchange(), Text.utf8(name));
        RequestBody body = run.exchange().request().body();
        BodyAssembly.forget(run);
        if (!isBody(body, file)) {
            // Never deleted, whatever the unit says: it is a file of the site's.
            body.replace(file, false);
        }
        return Calls.NOTHING;
    }

    private static Path found(Exchange exchange, String name) {
        try {
            Path file = Path.of(name);
            if (!Files.isRegularFile(file)) {
                throw new ScriptError("stat() \"" + name + "\" failed");
            }
            if (isBody(exchange.request().body(), file) || isBelowDocumentRoot(exchange, file)) {
                return file;
            }
        } catch (InvalidPathException | IOException e) {
            throw new ScriptError("stat() \"" + name + "\" failed");
        }
        throw new ScriptError("open() \"" + name + "\" failed");
    }

    private static boolean isBody(RequestBody body, Path file) {
        return body.state() == RequestBody.State.FILE && body.file().equals(file);
    }

    private static boolean isBelowDocumentRoot(Exchange exchange, Path file) throws IOException {
        Optional<String> root = exchange.variable("document_root");
        return root.isPresent()
                && !root.get().isEmpty()
                && file.toRealPath().startsWith(Path.of(root.get()).toRealPath());
    }

    /** Puts a body into a file of its own. */
    static Path write(byte[] body) {
        try {
            Path file = Files.createTempFile("cuprum-body-", "");
            return Files.write(file, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
