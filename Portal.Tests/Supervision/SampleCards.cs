using Portal.Domain.Data;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Rules;
using Portal.Tests.Support;

namespace Portal.Tests.Supervision;

/// <summary>Cards as a rule has issued them, for tests of what comes after.</summary>
internal static class SampleCards
{
    /// <summary>Adds one card for each unit and level, numbered from 1 on, each of a record of its own.</summary>
    public static async Task AddAsync(Func<PortalDb> open, params (int UnitId, CardLevel Level)[] cards)
    {
        await using var db = open();
        var rules = ShippedRules.From(SampleData.Now, "system");
        db.WarningRules.AddRange(rules);
        await db.SaveChangesAsync();
        for (var i = 0; i < cards.Length; i++)
        {
            var rule = rules.First(r => r.Level == cards[i].Level);
            db.SupervisionCards.Add(
                new()
                {
                    Id = i + 1,
                    RuleId = rule.Id,
                    Level = rule.Level,
                    Subject = CardSubject.Case,
                    SubjectId = i + 1,
                    UnitId = cards[i].UnitId,
                    At = SampleData.Now,
                    IssuedAt = SampleData.Now,
                    AnswerDueAt = rule.Level == CardLevel.Notice ? null : SampleData.Now.AddDays(3),
                    Evidence = Evidence(rule, $"N-{i + 1}").ToJson(),
                    Steps =
                    {
                        new CardStep
                        {
                            Action = CardAction.Issued,
                            By = "system",
                            At = SampleData.Now,
                        },
                    },
                }
            );
        }
        await db.SaveChangesAsync();
    }

    private static CardEvidence Evidence(WarningRule rule, string caseNo) =>
        new(
            "test",
            caseNo,
            SampleData.Community,
            "滨江社区",
            SampleData.Licence,
            "Item " + SampleData.Licence,
            SampleData.Local(2014, 10, 8),
            SampleData.Local(2014, 10, 16),
            null,
            null,
            null,
            null,
            0,
            false,
            rule.Code,
            rule.Number,
            rule.Amount
        );
}
