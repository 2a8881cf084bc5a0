using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>Bad reviews over HTTP.</summary>
[Needs(Resource.Database)]
public sealed class ReviewsApiTests
{
    /// <summary>One host for all of it.</summary>
    [Fact]
    public async Task List_AndReview_AreThoseOfTheScope_AndAWrongFilterIsRefused()
    {
        await using var portal = await PortalInstance.StartAsync(configure: null, "--Portal:Jobs=false");
        await SampleReviews.AddAsync(
            () => portal.Get<IDbContextFactory<PortalDb>>().CreateDbContext(),
            SampleData.StreetId,
            SampleData.CommunityId,
            SampleData.OtherCommunityId
        );
        using var street = await portal.CallerAsync(SampleData.Street, Permissions.TasksRead);

        await ListsAsync("", "2 1");
        await ListsAsync("?unit=350103001001", "2");
        await ListsAsync("?state=opened&late=true", "2 1");
        await ListsAsync("?late=false", "");
        await ListsAsync("?state=closed", "");
        await ListsAsync("?after=2&limit=1", "1");
        foreach (var wrong in (string[])["?state=late", "?unit=350103002001", "?after=x", "?late=maybe", "?limit=501", "?colour=red"])
        {
            using var refused = await PortalInstance.GetAsync(street, "/api/v1/reviews" + wrong);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
        using var one = JsonDocument.Parse(await PortalInstance.TextAsync(await PortalInstance.GetAsync(street, "/api/v1/reviews/2")));
        Assert.Equal(
            ("opened", "cases", 1, "350103001001"),
            (
                one.RootElement.GetProperty("state").GetString(),
                one.RootElement.GetProperty("stream").GetString(),
                one.RootElement.GetProperty("steps").GetArrayLength(),
                one.RootElement.GetProperty("unit").GetString()
            )
        );
        foreach (var none in (string[])["3", "99"])
        {
            using var unknown = await PortalInstance.GetAsync(street, "/api/v1/reviews/" + none);
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
            Assert.Contains("review.unknown", await PortalInstance.TextAsync(unknown), StringComparison.Ordinal);
        }

        async Task ListsAsync(string query, string ids)
        {
            using var answer = await PortalInstance.GetAsync(street, "/api/v1/reviews" + query);
            using var json = JsonDocument.Parse(await PortalInstance.TextAsync(answer));
            Assert.Equal(ids, string.Join(' ', json.RootElement.EnumerateArray().Select(r => r.GetProperty("id").GetInt64())));
        }
    }
}
