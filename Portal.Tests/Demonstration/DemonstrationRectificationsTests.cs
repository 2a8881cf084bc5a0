using Microsoft.EntityFrameworkCore;
using Portal.Domain.Rectifications;

namespace Portal.Tests.Demonstration;

[Collection(FilledDatabaseUsers.Name)]
public sealed class DemonstrationRectificationsTests(FilledDatabase filled)
{
    [Fact]
    public async Task Orders_FollowFromRedCards_AndNoneWaitsForAUnitThatIsYearsLate()
    {
        await using var db = filled.Database.Open();
        var orders = await db
            .Rectifications.AsNoTracking()
            .Include(r => r.Steps)
            .OrderBy(r => r.Id)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            [
                RectificationState.Closed,
                RectificationState.Closed,
                RectificationState.Submitted,
                RectificationState.Closed,
                RectificationState.Withdrawn,
                RectificationState.Closed,
            ],
            orders.Select(r => r.State)
        );
        Assert.Equal([1, 2, 1, 1, 1, 1], orders.Select(r => r.Round));
        Assert.All(orders, order => Assert.NotNull(order.CardId));
        Assert.Equal(
            orders.Sum(r => r.Steps.Count(s => s.Action == RectificationAction.Submitted)),
            await db.EvidenceFiles.CountAsync(TestContext.Current.CancellationToken)
        );
        Assert.All(orders.SelectMany(r => r.Steps), step => Assert.Equal(2014, step.At.Year));
    }
}
