using Portal.Domain.Worklist;
using Portal.Worklist;

namespace Portal.Tests.Worklist;

public sealed class WorklistAddressTests
{
    [Theory]
    [InlineData("/tasks")]
    [InlineData("/tasks?unit=350103001&kind=campaignItems&due=overdue")]
    public void Address_ReadAndWritten_IsTheSame(string address) => Assert.Equal(address, WorklistAddress.Parse(address).ToUri());

    [Fact]
    public void Address_WithWhatIsNoFilter_FiltersNothing() =>
        Assert.Equal(new WorklistAddress(), WorklistAddress.Parse("/tasks?kind=castle&due=never&unit="));

    [Theory]
    [InlineData(WorkKind.Card, WorkStep.Act, "/supervision/cards/7")]
    [InlineData(WorkKind.Rectification, WorkStep.Decide, "/rectifications/7")]
    [InlineData(WorkKind.Review, WorkStep.Act, "/reviews/7")]
    [InlineData(WorkKind.CampaignItems, WorkStep.Act, "/campaigns/7?unit=U1&phase=2&state=open")]
    [InlineData(WorkKind.CampaignItems, WorkStep.Decide, "/campaigns/7?unit=U1&phase=2&state=reported")]
    public void Task_LeadsToWhereItIsDone(WorkKind kind, WorkStep step, string address) =>
        Assert.Equal(address, WorklistAddress.Of(new(kind, step, 7, "", 1, "U1", "", null, DueSpan.Open, Phase: 2)));
}
