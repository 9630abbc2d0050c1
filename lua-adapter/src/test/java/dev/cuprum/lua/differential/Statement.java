package dev.cuprum.lua.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement of a generated program: texts with blocks between them, as {@code if x then}, a block, {@code else},
 * a block, {@code end}.
 */
record Statement(List<String> texts, List<List<Statement>> blocks) {

    Statement {
        texts = List.copyOf(texts);
        blocks = blocks.stream().map(List::copyOf).toList();
    }

    static Statement of(String text) {
        return new Statement(List.of(text), List.of());
    }

    static Statement of(String head, List<Statement> body, String tail) {
        return new Statement(List.of(head, tail), List.of(body));
    }

    /** The lines of a block. */
    static String text(List<Statement> block) {
        StringBuilder text = new StringBuilder();
        block.forEach(statement -> statement.write(text, ""));
        return text.toString();
    }

    private void write(StringBuilder to, String indent) {
        for (int i = 0; i < texts.size(); i++) {
            to.append(indent).append(texts.get(i)).append('\n');
            if (i < blocks.size()) {
                blocks.get(i).forEach(statement -> statement.write(to, indent + "  "));
            }
        }
    }

    /** Blocks that have a little less than a block: the largest steps first. */
    static List<List<Statement>> smaller(List<Statement> block) {
        List<List<Statement>> smaller = new ArrayList<>();
        for (int part = block.size() / 2; part > 1; part /= 2) {
            for (int i = 0; i + part <= block.size(); i += part) {
                smaller.add(spliced(block, i, i + part, List.of()));
            }
        }
        for (int i = 0; i < block.size(); i++) {
            smaller.add(spliced(block, i, i + 1, List.of()));
        }
        for (int i = 0; i < block.size(); i++) {
            for (List<Statement> replacement : block.get(i).smaller()) {
                smaller.add(spliced(block, i, i + 1, replacement));
            }
        }
        return smaller;
    }

    private static List<Statement> spliced(List<Statement> block, int from, int to, List<Statement> replacement) {
        List<Statement> result = new ArrayList<>(block.subList(0, from));
        result.addAll(replacement);
        result.addAll(block.subList(to, block.size()));
        return result;
    }

    private List<List<Statement>> smaller() {
        List<List<Statement>> smaller = new ArrayList<>(blocks);
        for (int i = 0; i < blocks.size(); i++) {
            for (List<Statement> block : smaller(blocks.get(i))) {
                List<List<Statement>> changed = new ArrayList<>(blocks);
                changed.set(i, block);
                smaller.add(List.of(new Statement(texts, changed)));
            }
        }
        for (int i = 0; i < texts.size(); i++) {
            for (String text : smallerText(texts.get(i))) {
                List<String> changed = new ArrayList<>(texts);
                changed.set(i, text);
                smaller.add(List.of(new Statement(changed, blocks)));
            }
        }
        return smaller;
    }

    /** Texts with something simple for what is in parentheses. */
    private static List<String> smallerText(String text) {
        List<String> smaller = new ArrayList<>();
        for (int open = text.indexOf('('); open >= 0; open = text.indexOf('(', open + 1)) {
            int close = closing(text, open);
            if (close > open + 2) {
                String before = text.substring(0, open);
                String after = text.substring(close + 1);
                smaller.add(before + "(1)" + after);
                smaller.add(before + "(a)" + after);
                smaller.add(before + text.substring(open + 1, close) + after);
            }
        }
        return smaller;
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
