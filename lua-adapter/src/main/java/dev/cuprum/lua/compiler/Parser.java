package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Call;
import dev.cuprum.lua.compiler.Expression.FunctionExpression;
import dev.cuprum.lua.compiler.Expression.Local;
import dev.cuprum.lua.compiler.Expression.MethodCall;
import dev.cuprum.lua.compiler.Statement.Assignment;
import dev.cuprum.lua.compiler.Statement.Break;
import dev.cuprum.lua.compiler.Statement.CallStatement;
import dev.cuprum.lua.compiler.Statement.Clause;
import dev.cuprum.lua.compiler.Statement.Do;
import dev.cuprum.lua.compiler.Statement.GenericFor;
import dev.cuprum.lua.compiler.Statement.If;
import dev.cuprum.lua.compiler.Statement.LabelStatement;
import dev.cuprum.lua.compiler.Statement.LocalDeclaration;
import dev.cuprum.lua.compiler.Statement.LocalFunction;
import dev.cuprum.lua.compiler.Statement.NumericFor;
import dev.cuprum.lua.compiler.Statement.Repeat;
import dev.cuprum.lua.compiler.Statement.Return;
import dev.cuprum.lua.compiler.Statement.While;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses Lua 5.1 as LuaJIT reads it: with its extensions, its limits and its messages. As it knows where it is, it also
 * finds out which variable a name means, and what is done with each variable.
 */
final class Parser {

    private static final int ESCAPE = 27;

    private final TokenReader tokens;
    private final Scope scope;
    private final ExpressionParser expressions;
    private FunctionBody function = new FunctionBody(null, 0);
    private Jumps jumps;

    /** How many variables were in scope where the function began. */
    private int functionStart;

    private Parser(TokenReader tokens) {
        this.tokens = tokens;
        this.scope = new Scope(tokens);
        this.jumps = new Jumps(scope);
        this.expressions = new ExpressionParser(tokens, this);
    }

    /**
     * Parses a chunk, which is a function with any number of arguments.
     *
     * @param parameters the names that its first arguments have
     * @throws SourceException where the source is not Lua
     */
    static FunctionBody parse(SourceText source, List<String> parameters) throws SourceException {
        if (source.peek() == ESCAPE) {
            throw new SourceException(0, "this is a binary chunk, and only Lua source is run here");
        }
        return new Parser(new TokenReader(source)).chunk(parameters);
    }

    private FunctionBody chunk(List<String> parameters) throws SourceException {
        function.vararg = true;
        jumps.open(false);
        for (String name : parameters) {
            Variable variable = new Variable(name, function);
            function.parameters.add(variable);
            scope.declare(name, variable);
        }
        function.block = new Block(statements());
        if (!tokens.at(Token.EOF)) {
            throw tokens.expected(Token.EOF);
        }
        jumps.close();
        return function;
    }

    /** The function in which the parser is. */
    FunctionBody function() {
        return function;
    }

    /** The variable of that name; null where it is a global. */
    @Nullable
    Variable find(String name) throws SourceException {
        return scope.find(name, function);
    }

    /** A function from its parameters on. */
    FunctionBody body(boolean method, int line) throws SourceException {
        FunctionBody outer = function;
        Jumps outerJumps = jumps;
        int outerStart = functionStart;
        FunctionBody body = new FunctionBody(outer, line);
        outer.inner.add(body);
        function = body;
        jumps = new Jumps(scope);
        functionStart = scope.size();
        jumps.open(false);
        parameters(method);
        body.firstLine = tokens.line();
        body.block = new Block(statements());
        body.lastLine = tokens.line();
        if (!tokens.at(Token.END)) {
            tokens.expectClosing(Token.END, Token.FUNCTION, line);
        }
        jumps.close();
        scope.shrink(functionStart);
        function = outer;
        jumps = outerJumps;
        functionStart = outerStart;
        tokens.skip();
        return body;
    }

    private void parameters(boolean method) throws SourceException {
        List<String> names = new ArrayList<>();
        tokens.expect('(');
        if (method) {
            addName(names, "self");
        }
        if (!tokens.at(')')) {
            do {
                if (tokens.accept(Token.DOTS)) {
                    function.vararg = true;
                    break;
                }
                if (!tokens.atName()) {
                    throw tokens.error("<name> or '...' expected");
                }
                addName(names, tokens.name());
            } while (tokens.accept(','));
        }
        function.parameters.addAll(declare(names));
        tokens.expect(')');
    }

    /** Adds a name that is going to be declared. */
    private void addName(List<String> names, String name) throws SourceException {
        scope.checkLocals(function, scope.size() - functionStart + names.size());
        names.add(name);
    }

    private List<Variable> declare(List<String> names) {
        List<Variable> variables = new ArrayList<>(names.size());
        for (String name : names) {
            Variable variable = Scope.variable(name, function);
            scope.declare(name, variable);
            variables.add(variable);
        }
        return variables;
    }

    private Block block(boolean loop) throws SourceException {
        int size = open(loop);
        Block block = new Block(statements());
        close(size);
        return block;
    }

    private int open(boolean loop) {
        jumps.open(loop);
        return scope.size();
    }

    private void close(int size) throws SourceException {
        jumps.close();
        scope.shrink(size);
    }

    private List<Statement> statements() throws SourceException {
        List<Statement> statements = new ArrayList<>();
        tokens.enter();
        boolean last = false;
        while (!last && !tokens.atBlockEnd()) {
            last = statement(statements);
            tokens.accept(';');
        }
        tokens.leave();
        return statements;
    }

    /** Adds a statement, and says whether none may follow. */
    private boolean statement(List<Statement> statements) throws SourceException {
        int line = tokens.line();
        switch (tokens.kind()) {
            case Token.IF -> statements.add(ifStatement(line));
            case Token.WHILE -> statements.add(whileLoop(line));
            case Token.DO -> {
                tokens.skip();
                statements.add(new Do(block(false)));
                tokens.expectClosing(Token.END, Token.DO, line);
            }
            case Token.FOR -> statements.add(forLoop(line));
            case Token.REPEAT -> statements.add(repeat(line));
            case Token.FUNCTION -> statements.add(functionStatement(line));
            case Token.LOCAL -> {
                tokens.skip();
                statements.add(tokens.accept(Token.FUNCTION) ? localFunction() : localDeclaration());
            }
            case Token.RETURN -> {
                statements.add(returnStatement());
                return true;
            }
            case Token.BREAK -> {
                tokens.skip();
                statements.add(new Break());
                jumps.leaveLoop(statements, tokens.lastLine());
                return true;
            }
            case Token.LABEL -> label(statements);
            case Token.GOTO -> {
                if (tokens.peek() == Token.NAME) {
                    tokens.skip();
                    String name = tokens.name();
                    jumps.jump(name, statements, tokens.lastLine());
                } else {
                    statements.add(callOrAssignment());
                }
            }
            default -> statements.add(callOrAssignment());
        }
        return false;
    }

    private Statement callOrAssignment() throws SourceException {
        Expression first = expressions.primary();
        if (first instanceof Call || first instanceof MethodCall) {
            return new CallStatement(first);
        }
        List<Expression> targets = new ArrayList<>(1);
        addTarget(targets, first);
        while (tokens.accept(',')) {
            addTarget(targets, expressions.primary());
        }
        tokens.expect('=');
        List<Expression> values = expressions.list();
        return assignment(targets, values, tokens.lastLine());
    }

    private void addTarget(List<Expression> targets, Expression target) throws SourceException {
        if (!expressions.isAssignable(target)) {
            throw tokens.error("syntax error");
        }
        // As everywhere, the limit is LuaJIT's: the first of them is counted twice.
        scope.checkTargets(function, targets.size() + 1);
        targets.add(target);
    }

    /** An assignment, all of which messages say to be in one line. */
    private static Assignment assignment(List<Expression> targets, List<Expression> values, int line) {
        for (Expression target : targets) {
            if (target instanceof Local local) {
                local.variable().reassigned = true;
            }
        }
        targets.replaceAll(target -> ExpressionParser.atLine(target, line));
        return new Assignment(targets, values, line);
    }

    private LocalDeclaration localDeclaration() throws SourceException {
        List<String> names = new ArrayList<>(1);
        do {
            addName(names, tokens.name());
        } while (tokens.accept(','));
        List<Expression> values = tokens.accept('=') ? expressions.list() : List.of();
        return new LocalDeclaration(declare(names), values, tokens.lastLine());
    }

    private LocalFunction localFunction() throws SourceException {
        List<String> names = new ArrayList<>(1);
        addName(names, tokens.name());
        Variable variable = declare(names).get(0);
        int line = tokens.line();
        return new LocalFunction(variable, body(false, line), line);
    }

    private Assignment functionStatement(int line) throws SourceException {
        tokens.skip();
        Expression target = expressions.variable();
        while (tokens.at('.')) {
            target = expressions.field(target);
        }
        boolean method = tokens.at(':');
        if (method) {
            target = expressions.field(target);
        }
        List<Expression> targets = new ArrayList<>(1);
        targets.add(target);
        return assignment(targets, List.of(new FunctionExpression(body(method, line))), line);
    }

    private If ifStatement(int line) throws SourceException {
        List<Clause> clauses = new ArrayList<>(1);
        do {
            tokens.skip();
            Expression condition = expressions.expression();
            tokens.expect(Token.THEN);
            clauses.add(new Clause(condition, block(false)));
        } while (tokens.at(Token.ELSEIF));
        Block otherwise = tokens.accept(Token.ELSE) ? block(false) : null;
        tokens.expectClosing(Token.END, Token.IF, line);
        return new If(clauses, otherwise);
    }

    private While whileLoop(int line) throws SourceException {
        tokens.skip();
        Expression condition = expressions.expression();
        tokens.expect(Token.DO);
        Block block = block(true);
        tokens.expectClosing(Token.END, Token.WHILE, line);
        return new While(condition, block, line);
    }

    private Repeat repeat(int line) throws SourceException {
        int size = open(true);
        tokens.skip();
        Block block = new Block(statements());
        tokens.expectClosing(Token.UNTIL, Token.REPEAT, line);
        Expression condition = expressions.expression();
        close(size);
        return new Repeat(block, condition, line);
    }

    private Statement forLoop(int line) throws SourceException {
        int size = open(true);
        tokens.skip();
        String name = tokens.name();
        Statement loop =
                switch (tokens.kind()) {
                    case '=' -> numericFor(name);
                    case ',', Token.IN -> genericFor(name);
                    default -> throw tokens.error("'=' or 'in' expected");
                };
        tokens.expectClosing(Token.END, Token.FOR, line);
        close(size);
        return loop;
    }

    private NumericFor numericFor(String name) throws SourceException {
        checkLoopVariables(0);
        List<String> names = new ArrayList<>(1);
        names.add(name);
        tokens.skip();
        Expression start = expressions.expression();
        tokens.expect(',');
        Expression limit = expressions.expression();
        Expression step = tokens.accept(',') ? expressions.expression() : null;
        tokens.expect(Token.DO);
        int line = tokens.lastLine();
        int size = openLoopBody();
        Variable variable = declare(names).get(0);
        Block block = new Block(statements());
        close(size);
        return new NumericFor(variable, start, limit, step, block, line);
    }

    private GenericFor genericFor(String name) throws SourceException {
        List<String> names = new ArrayList<>(2);
        names.add(name);
        checkLoopVariables(0);
        while (tokens.accept(',')) {
            checkLoopVariables(names.size());
            names.add(tokens.name());
        }
        tokens.expect(Token.IN);
        int line = tokens.line();
        List<Expression> values = expressions.list();
        tokens.expect(Token.DO);
        int size = openLoopBody();
        List<Variable> variables = declare(names);
        Block block = new Block(statements());
        close(size);
        return new GenericFor(variables, values, block, line);
    }

    /** A loop keeps three values of its own, which count as variables. */
    private void checkLoopVariables(int named) throws SourceException {
        scope.checkLocals(function, scope.size() - functionStart + 3 + named);
    }

    private int openLoopBody() {
        for (int i = 0; i < 3; i++) {
            scope.declareNameless();
        }
        return open(false);
    }

    private Return returnStatement() throws SourceException {
        tokens.skip();
        if (tokens.atBlockEnd() || tokens.at(';')) {
            return new Return(List.of(), tokens.lastLine());
        }
        List<Expression> values = expressions.list();
        int line = tokens.lastLine();
        // A call in the tail of a function is one with the return.
        if (values.size() == 1 && values.get(0) instanceof Call call) {
            values = List.of(new Call(call.function(), call.arguments(), line));
        } else if (values.size() == 1 && values.get(0) instanceof MethodCall call) {
            values = List.of(new MethodCall(call.object(), call.name(), call.arguments(), line));
        }
        return new Return(values, line);
    }

    /** A label, with those that follow it directly: together they can be the end of a block. */
    private void label(List<Statement> statements) throws SourceException {
        tokens.skip();
        String name = tokens.name();
        if (jumps.find(name) != null) {
            throw tokens.errorHere("duplicate label '" + name + "'");
        }
        Label label = new Label(name);
        jumps.define(name, label);
        tokens.expect(Token.LABEL);
        statements.add(new LabelStatement(label));
        if (tokens.at(Token.LABEL)) {
            tokens.enter();
            label(statements);
            tokens.leave();
        }
        jumps.arrive(name, label, tokens.atBlockEnd() && !tokens.at(Token.UNTIL));
    }
}
