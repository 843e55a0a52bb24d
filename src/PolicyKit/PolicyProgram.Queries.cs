using PolicyKit.Emit;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit;

public sealed partial class PolicyProgram
{
    /// <summary>The value of a rule over an <c>input</c> in UTF-8 JSON, of which only what the rule reads is read. The value holds nothing of the buffers that it was read into.</summary>
    internal Value Evaluate(RuleSymbol rule, ReadOnlySpan<byte> utf8Input, QueryReads reads, PolicyInput? surroundings, Value data)
    {
        EvalContext context = surroundings is null ? Rent(_limits, CancellationToken.None) : Rent(surroundings);
        try
        {
            PolicyInput input = surroundings is null ? context.QueryInput : Versioned(surroundings) with { Input = context.QueryInput.Input };
            // What is evaluated twice would print twice.
            IReadDemand? demand = input.Print is null ? reads.Next() : null;
            try
            {
                JsonTapeReader.Read(utf8Input, context.Tape, demand: demand);
                return Answer(context, rule, input, data);
            }
            catch (Exception exception) when (Is<UnreadException>(exception))
            {
                context.StopPaying();
                Interlocked.Increment(ref _readAgain);
                reads.Fail();
                JsonTapeReader.Read(utf8Input, context.Tape);
                return Answer(context, rule, input, data);
            }
        }
        finally
        {
            Return(context);
        }
    }

    private Value Answer(EvalContext context, RuleSymbol rule, PolicyInput input, Value data)
    {
        try
        {
            context.Begin(input, _params, data.IsUndefined ? _data : data);
            Value answer = context.Rule(rule.Slot);
            context.State.Budget.ChargeOutput(answer);
            return LargeStack.RunWhenNeeded(() => Detached.From(context.Tape, answer));
        }
        catch (Exception exception) when (LargeStack.IsExhausted(exception))
        {
            throw new EvaluationException(EvaluationErrorKind.BudgetExceeded, TooDeep, rule.Location);
        }
        catch (Exception exception) when (Is<DocumentException>(exception))
        {
            throw new EvaluationException(EvaluationErrorKind.InvalidInput, (exception.InnerException as DocumentException ?? exception).Message);
        }
    }
}
