package dev.cuprum.undertow.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The token that the calls to the control plane have to show: {@code CUPRUM_TOKEN} where the environment has it, else
 * what the file {@code token} in the data folder says, which the first start writes.
 *
 * @param value the token
 * @param created whether this start made it, so that it should be shown to whoever started the edge
 * @param file where it is kept; empty where the environment names it
 */
public record AdminToken(String value, boolean created, Optional<Path> file) {

    /** The environment variable that names a token. */
    public static final String VARIABLE = "CUPRUM_TOKEN";

    /** The least a token of somebody's own may have, in characters. */
    public static final int MIN_LENGTH = 8;

    private static final Logger LOG = System.getLogger(AdminToken.class.getName());

    private static final int RANDOM_BYTES = 32;
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    /**
     * The token of an edge. Writes it, and the folder, where they are not there.
     *
     * @param dataFolder where the edge keeps its data
     * @param environment the environment variables
     * @throws IllegalArgumentException where there is a token that will not do
     * @throws UncheckedIOException where the file cannot be read or written
     */
    public static AdminToken of(Path dataFolder, Map<String, String> environment) {
        String named = environment.get(VARIABLE);
        if (named != null) {
            return new AdminToken(checked(named, VARIABLE), false, Optional.empty());
        }
        Path file = file(dataFolder);
        try {
            return Files.exists(file) ? read(file) : create(file);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the admin token in " + file + " cannot be read or written ("
                            + e.getClass().getSimpleName() + "); make the folder writable for this user, or set "
                            + VARIABLE,
                    e);
        }
    }

    /**
     * The token of an edge, for a client of it: nothing is written.
     *
     * @param dataFolder where the edge keeps its data
     * @param environment the environment variables
     * @return the token; empty where there is none, or none that this user can read
     * @throws IllegalArgumentException where there is a token that will not do
     */
    public static Optional<String> present(Path dataFolder, Map<String, String> environment) {
        String named = environment.get(VARIABLE);
        if (named != null) {
            return Optional.of(checked(named, VARIABLE));
        }
        try {
            return Optional.of(read(file(dataFolder)).value());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where the token is kept. */
    public static Path file(Path dataFolder) {
        return dataFolder.resolve("token");
    }

    private static AdminToken read(Path file) throws IOException {
        String value = checked(Files.readString(file, StandardCharsets.UTF_8).strip(), file.toString());
        if (isPosix(file)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!OWNER_FILE.containsAll(permissions)) {
                LOG.log(
                        Level.WARNING,
                        "the admin token in {0} can be read by others ({1}); run chmod 600 on it",
                        file,
                        PosixFilePermissions.toString(permissions));
            }
        }
        return new AdminToken(value, false, Optional.of(file));
    }

    /**
     * Writes the token beside its place and links it there, so that nobody ever reads half of it; whoever comes second
     * of two starts at once reads what the first has written.
     */
    private static AdminToken create(Path file) throws IOException {
        Path folder = folder(file);
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path draft = Files.createTempFile(folder, "token", ".new", onlyOwner(file, OWNER_FILE));
        try {
            Files.writeString(draft, value + "\n", StandardCharsets.UTF_8);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            return read(file);
        } catch (UnsupportedOperationException e) {
            Files.move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
        return new AdminToken(value, true, Optional.of(file));
    }

    private static Path folder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, onlyOwner(folder, OWNER_FOLDER));
        }
        return folder;
    }

    private static FileAttribute<?>[] onlyOwner(Path path, Set<PosixFilePermission> permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String checked(String token, String where) {
        if (token.length() < MIN_LENGTH || !VISIBLE.matcher(token).matches()) {
            throw new IllegalArgumentException("the admin token of " + where + " will not do: it needs " + MIN_LENGTH
                    + " or more visible ASCII characters without spaces, and has " + token.length()
                    + " characters; remove it to get a new one, or set a better one");
        }
        return token;
    }

    /** Without the token itself, which should not get into a log by accident. */
    @Override
    public String toString() {
        return "AdminToken[created=" + created + ", file=" + file + "]";
    }
}
