import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Closes a build with how many tests ran in all modules, how many were skipped, and why. Run by the build:
 * {@code java .ci/TestSummary.java ROOT}. Fails where no test ran at all.
 */
public class TestSummary {

    public static void main(String[] args) throws Exception {
        List<Path> reports;
        try (Stream<Path> files = Files.find(
                Path.of(args[0]),
                5,
                (path, attributes) -> path.getFileName().toString().matches("TEST-.*[.]xml")
                        && path.toString().matches(".*(surefire|failsafe)-reports.*"))) {
            reports = files.sorted().toList();
        }
        int tests = 0;
        int failed = 0;
        int skipped = 0;
        Map<String, Integer> reasons = new TreeMap<>();
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        for (Path report : reports) {
            Element suite = builder.parse(report.toFile()).getDocumentElement();
            tests += number(suite, "tests");
            failed += number(suite, "failures") + number(suite, "errors");
            skipped += number(suite, "skipped");
            NodeList list = suite.getElementsByTagName("skipped");
            for (int i = 0; i < list.getLength(); i++) {
                Element one = (Element) list.item(i);
                Element test = (Element) one.getParentNode();
                String said = one.getAttribute("message").isBlank() ? one.getTextContent() : one.getAttribute("message");
                String reason = said.isBlank() ? "no reason given" : said;
                String where = test.getAttribute("classname").replaceAll(".*[.]", "");
                reasons.merge(where + ": " + reason.strip().lines().findFirst().orElse(""), 1, Integer::sum);
            }
        }
        System.out.println("Tests of all modules, on Java " + System.getProperty("java.version") + ":");
        reasons.forEach((reason, count) -> System.out.println("  skipped " + count + "x " + reason));
        System.out.println((tests - failed - skipped) + " passed, " + failed + " failed, " + skipped + " skipped");
        if (tests == 0) {
            System.err.println("no test ran, so nothing was proved");
            System.exit(1);
        }
    }

    private static int number(Element suite, String name) {
        String value = suite.getAttribute(name);
        return value.isEmpty() ? 0 : Integer.parseInt(value);
    }
}
