package dev.cuprum.http;

/** The syntax of header fields (RFC 9110 sections 5.1 and 5.5), for whoever implements {@link HeaderFields}. */
public final class FieldSyntax {

    private static final boolean[] TOKEN = new boolean[128];

    /** Names that are tokens, by their hashes: most are constants of units. Threads may overwrite each other's. */
    private static final String[] KNOWN = new String[256];

    private static final int LONGEST_KNOWN = 64;

    static {
        String allowed = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        allowed.chars().forEach(c -> TOKEN[c] = true);
    }

    private FieldSyntax() {}

    /**
     * @throws IllegalArgumentException where the name is no token
     */
    @SuppressWarnings("ReferenceEquality") // A name that is equal and not the same is checked anew.
    public static void checkName(String name) {
        int place = name.length() <= LONGEST_KNOWN ? name.hashCode() & (KNOWN.length - 1) : 0;
        if (KNOWN[place] == name) {
            return;
        }
        boolean token = !name.isEmpty();
        for (int i = 0; token && i < name.length(); i++) {
            char c = name.charAt(i);
            token = c < 128 && TOKEN[c];
        }
        if (!token) {
            throw new IllegalArgumentException("'" + printable(name) + "' is no header name");
        }
        if (name.length() <= LONGEST_KNOWN) {
            KNOWN[place] = name;
        }
    }

    /**
     * @throws IllegalArgumentException where the value has CR, LF or NUL
     */
    public static void checkValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new IllegalArgumentException("the value of header '" + name
                        + "' has a line break or a NUL, which would smuggle in another header: '" + printable(value)
                        + "'");
            }
        }
    }

    private static String printable(String text) {
        StringBuilder out = new StringBuilder();
        text.chars()
                .limit(100)
                .forEach(c -> out.append(c < ' ' || c > '~' ? String.format("\\x%02x", c) : String.valueOf((char) c)));
        return out.toString();
    }
}
