namespace PolicyKit;

/// <summary>
/// What stands between the findings of policies and the decision: exemptions, waivers, levels that depend on an object's surroundings. Every way of judging goes through it. Implementations are thread-safe.
/// See <see cref="PolicyProgram.WithReview"/>.
/// </summary>
public abstract class DecisionReview
{
    /// <summary>Whether <see cref="Decide"/> is asked of every object, so that each is read as a whole. Else it is asked only where the surroundings are given, too.</summary>
    public virtual bool DecidesAll => false;

    /// <summary>The decision, where the program is not to make it; null where it is. Asked before an input is judged whose surroundings are given (<see cref="PolicyProgram.Evaluate(PolicyInput)"/>).</summary>
    /// <param name="program">The program that was asked.</param>
    /// <param name="input">The object and its surroundings.</param>
    public virtual Decision? Decide(PolicyProgram program, PolicyInput input) => null;

    /// <summary>What becomes of a decision in which something was found. Errors stay (<see cref="Decision.With"/>).</summary>
    /// <param name="program">The program that judged.</param>
    /// <param name="input">The object, all of it readable, and its surroundings.</param>
    /// <param name="decision">What the policies say.</param>
    public virtual Decision Review(PolicyProgram program, PolicyInput input, Decision decision) => decision;

    /// <summary>Compiles the programs that it asks; see <see cref="PolicyProgram.Warm"/>.</summary>
    public virtual void Warm()
    {
    }
}
