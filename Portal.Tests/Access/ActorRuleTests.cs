using Portal.Tests.Access.Calls;
using Portal.Tests.Architecture;

namespace Portal.Tests.Access;

/// <summary>
/// Every public method that reads the database takes an actor or a scope, and <see cref="ReadersWithoutRightTests"/> calls it.
/// </summary>
public sealed class ActorRuleTests
{
    [Fact]
    public void Methods_ThatTakeNoActor_AreExemptedByNameWithAReason() =>
        Broken.None(
            GuardedMethods
                .All.Where(m => !m.All(GuardedMethods.TakesActor) && !ActorExemptions.Covers(m.Key))
                .Select(m => $"{m.Key} takes neither an Actor nor a UnitScope")
        );

    [Fact]
    public void Methods_ThatTakeAnActor_AreAsked() =>
        Broken.None(
            GuardedMethods
                .All.Where(m => m.Any(GuardedMethods.TakesActor))
                .Select(m => m.Key)
                .Except(ReadersWithoutRightTests.Calls.Select(c => c.Method))
                .Where(name => !ActorExemptions.Covers(name))
                .Select(name => $"{name} is asked by no call in Portal.Tests/Access/Calls")
        );

    [Fact]
    public void Exemptions_AndCalls_NameMethodsThatExist()
    {
        var types = GuardedMethods.All.Select(m => m.Key.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        Broken.None(
            ActorExemptions
                .Names.Where(name =>
                    name.Contains('.', StringComparison.Ordinal) ? !GuardedMethods.All.Contains(name) : !types.Contains(name)
                )
                .Concat(ReadersWithoutRightTests.Calls.Select(c => c.Method).Where(name => !GuardedMethods.All.Contains(name)))
                .Select(name => $"{name} does not exist")
        );
    }

    /// <summary>A method with an actor must not be exempted: no test would call it.</summary>
    [Fact]
    public void Exemptions_AreNeeded() =>
        Broken.None(
            ActorExemptions
                .Names.Intersect(ReadersWithoutRightTests.Calls.Select(c => c.Method))
                .Select(name => $"{name} is asked, and exempted as well")
        );
}
