package dev.cuprum.lua.ngx;

/** The host in a request's Host header, as nginx checks it. */
final class HostName {

    private HostName() {}

    /** Whether nginx takes it: it is not empty, and has no slash, no NUL, and no two dots in a row. */
    static boolean isValid(String host) {
        boolean wrong = host.indexOf('/') >= 0 || host.indexOf(0) >= 0 || host.contains("..");
        return !wrong && !withoutPort(host).isEmpty();
    }

    private static String withoutPort(String host) {
        int end = host.length();
        if (host.startsWith("[")) {
            int bracket = host.indexOf(']');
            end = bracket < 0 ? end : bracket + 1;
        } else if (host.indexOf(':') >= 0) {
            end = host.indexOf(':');
        }
        return end > 0 && host.charAt(end - 1) == '.' ? host.substring(0, end - 1) : host.substring(0, end);
    }
}
