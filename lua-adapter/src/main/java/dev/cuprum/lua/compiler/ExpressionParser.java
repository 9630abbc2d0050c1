package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Call;
import dev.cuprum.lua.compiler.Expression.Concatenation;
import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Expression.FunctionExpression;
import dev.cuprum.lua.compiler.Expression.Global;
import dev.cuprum.lua.compiler.Expression.Index;
import dev.cuprum.lua.compiler.Expression.Item;
import dev.cuprum.lua.compiler.Expression.Local;
import dev.cuprum.lua.compiler.Expression.MethodCall;
import dev.cuprum.lua.compiler.Expression.Operator;
import dev.cuprum.lua.compiler.Expression.Parenthesized;
import dev.cuprum.lua.compiler.Expression.TableConstructor;
import dev.cuprum.lua.compiler.Expression.Vararg;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Parses expressions. Only what is nested in the source is nested in the parser's calls; a chain of any length, as
 * {@code a + b + c} or {@code f()()()}, is a loop.
 */
final class ExpressionParser {

    /** LuaJIT has not many more registers for them. */
    private static final int MOST_VALUES = 250;

    private final TokenReader tokens;
    private final Parser parser;

    /** Whether what was read last, if it is a name or an index, is in parentheses. */
    private boolean grouped;

    ExpressionParser(TokenReader tokens, Parser parser) {
        this.tokens = tokens;
        this.parser = parser;
    }

    /** An expression. */
    Expression expression() throws SourceException {
        return operation(0);
    }

    /** Expressions with commas between, at least one. */
    List<Expression> list() throws SourceException {
        List<Expression> list = new ArrayList<>(1);
        list.add(expression());
        while (tokens.accept(',')) {
            fetchLast(list);
            if (list.size() == MOST_VALUES) {
                throw tokens.error("function or expression too complex");
            }
            list.add(expression());
        }
        return list;
    }

    /**
     * What has been read last is fetched here, however far before this the end of it was: a message names this line. Only
     * what is in parentheses was fetched as they ended.
     */
    private Expression fetched(Expression expression) {
        return grouped ? expression : atLine(expression, tokens.lastLine());
    }

    private void fetchLast(List<Expression> list) {
        list.set(list.size() - 1, fetched(list.get(list.size() - 1)));
    }

    /** The same, but for the line that messages name. */
    static Expression atLine(Expression expression, int line) {
        if (expression instanceof Index index && index.line() != line) {
            return new Index(index.object(), index.key(), line);
        }
        if (expression instanceof Global global && global.line() != line) {
            return new Global(global.name(), line);
        }
        return expression;
    }

    /** Operators that bind tighter than the limit, with what is between them. */
    private Expression operation(int limit) throws SourceException {
        tokens.enter();
        Expression left = unary();
        Operators.Infix infix = Operators.infix(tokens.kind());
        while (infix != null && infix.left() > limit) {
            tokens.skip();
            left = fetched(left);
            if (infix.operator() == null) {
                left = concatenation(left, infix.left());
            } else {
                Expression right = operation(infix.right());
                left = Folding.of(infix.operator(), left, right, tokens.lastLine());
            }
            infix = Operators.infix(tokens.kind());
        }
        tokens.leave();
        return left;
    }

    private Expression concatenation(Expression first, int strength) throws SourceException {
        List<Expression> parts = new ArrayList<>(2);
        parts.add(first);
        parts.add(operation(strength));
        while (tokens.accept(Token.CONCAT)) {
            fetchLast(parts);
            parts.add(operation(strength));
        }
        // a .. (b .. c), which is the same as without parentheses.
        if (parts.get(parts.size() - 1) instanceof Concatenation last) {
            parts.remove(parts.size() - 1);
            parts.addAll(last.parts());
        }
        return new Concatenation(parts, tokens.lastLine());
    }

    private Expression unary() throws SourceException {
        Operator operator = Operators.prefix(tokens.kind());
        if (operator == null) {
            return simple();
        }
        tokens.skip();
        return Folding.of(operator, operation(Operators.UNARY), tokens.lastLine());
    }

    private Expression simple() throws SourceException {
        return switch (tokens.kind()) {
            case Token.NUMBER -> new Constant(tokens.number());
            case Token.STRING -> new Constant(tokens.string());
            case Token.NIL -> word(LuaValue.NIL);
            case Token.TRUE -> word(LuaValue.TRUE);
            case Token.FALSE -> word(LuaValue.FALSE);
            case Token.DOTS -> dots();
            case '{' -> table();
            case Token.FUNCTION -> {
                tokens.skip();
                yield new FunctionExpression(parser.body(false, tokens.line()));
            }
            default -> primary();
        };
    }

    private Vararg dots() throws SourceException {
        if (!parser.function().vararg) {
            throw tokens.error("cannot use '...' outside a vararg function");
        }
        tokens.skip();
        return new Vararg();
    }

    private Constant word(LuaValue value) throws SourceException {
        tokens.skip();
        return new Constant(value);
    }

    /** A name or something in parentheses, with all the calls and indexes behind it. */
    Expression primary() throws SourceException {
        Expression expression = prefix();
        boolean bare = grouped;
        for (; ; bare = false) {
            switch (tokens.kind()) {
                case '.' -> expression = field(expression);
                case '[' -> expression = new Index(expression, bracketed(), tokens.lastLine());
                case ':' -> {
                    tokens.skip();
                    LuaString name = tokens.nameValue();
                    Expression object = bare ? expression : atLine(expression, tokens.lastLine());
                    int line = tokens.line();
                    expression = new MethodCall(object, name, arguments(), line);
                }
                case '(', '{', Token.STRING -> {
                    int line = tokens.line();
                    expression = new Call(expression, arguments(), line);
                }
                default -> {
                    grouped = bare;
                    return expression;
                }
            }
        }
    }

    /** Whether what {@link #primary} returned can be assigned to. */
    boolean isAssignable(Expression expression) {
        return !grouped && (expression instanceof Local || expression instanceof Global || expression instanceof Index);
    }

    private Expression prefix() throws SourceException {
        if (tokens.at('(')) {
            int line = tokens.line();
            tokens.skip();
            Expression inner = expression();
            tokens.expectClosing(')', '(', line);
            Expression expression = isMultiple(inner) ? new Parenthesized(inner) : fetched(inner);
            grouped = true;
            return expression;
        }
        if (!tokens.atName()) {
            throw tokens.error("unexpected symbol");
        }
        Expression variable = variable();
        grouped = false;
        return variable;
    }

    private static boolean isMultiple(Expression expression) {
        return expression instanceof Call || expression instanceof MethodCall || expression instanceof Vararg;
    }

    /** A name. */
    Expression variable() throws SourceException {
        String name = tokens.name();
        Variable variable = parser.find(name);
        return variable == null ? new Global(TokenReader.value(name), tokens.lastLine()) : new Local(variable);
    }

    /** A dot or a colon, and a name. */
    Index field(Expression object) throws SourceException {
        tokens.skip();
        LuaString name = tokens.nameValue();
        return new Index(object, new Constant(name), tokens.lastLine());
    }

    private Expression bracketed() throws SourceException {
        tokens.skip();
        Expression key = expression();
        tokens.expect(']');
        return key;
    }

    private List<Expression> arguments() throws SourceException {
        return switch (tokens.kind()) {
            case Token.STRING -> List.of(new Constant(tokens.string()));
            case '{' -> List.of(table());
            case '(' -> argumentList();
            default -> throw tokens.error("function arguments expected");
        };
    }

    private List<Expression> argumentList() throws SourceException {
        int line = tokens.line();
        if (line != tokens.lastLine()) {
            throw tokens.error("ambiguous syntax (function call x new statement)");
        }
        tokens.skip();
        if (tokens.accept(')')) {
            return List.of();
        }
        List<Expression> arguments = list();
        tokens.expectClosing(')', '(', line);
        fetchLast(arguments);
        return arguments;
    }

    private TableConstructor table() throws SourceException {
        int line = tokens.line();
        List<Item> items = new ArrayList<>();
        tokens.expect('{');
        while (!tokens.at('}')) {
            items.add(item());
            if (!tokens.accept(',') && !tokens.accept(';')) {
                break;
            }
        }
        tokens.expectClosing('}', '{', line);
        return new TableConstructor(items, tokens.lastLine());
    }

    private Item item() throws SourceException {
        Expression key;
        if (tokens.at('[')) {
            key = bracketed();
        } else if (tokens.atName() && tokens.peek() == '=') {
            key = new Constant(tokens.nameValue());
        } else {
            return new Item(null, expression());
        }
        tokens.expect('=');
        return new Item(key, expression());
    }
}
