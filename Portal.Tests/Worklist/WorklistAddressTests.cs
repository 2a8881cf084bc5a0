using Portal.Domain.Worklist;
using Portal.Worklist;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Worklist;

public sealed class WorklistAddressTests
{
    [Theory]
    [InlineData("/tasks")]
    [InlineData("/tasks?unit=350103001&kind=campaignItems&due=overdue")]
    [InlineData("/tasks?step=act&unread=true&text=%E5%85%AC%E7%A4%BA&sort=-unit")]
    [InlineData("/tasks?sort=-due")]
    public void Address_ReadAndWritten_IsTheSame(string address) => Assert.Equal(address, WorklistAddress.Parse(address).ToUri());

    [Fact]
    public void Address_WithWhatIsNoFilter_FiltersNothing() =>
        Assert.Equal(
            new WorklistAddress(),
            WorklistAddress.Parse("/tasks?kind=castle&due=never&unit=&step=x&unread=1&text=%20&sort=-shoes")
        );

    [Fact]
    public void Tasks_AreFilteredAndSortedAsTheAddressSays()
    {
        WorkItem[] items =
        [
            Item(1, "乙", Local(2014, 11, 3)) with
            {
                IsUnread = true,
            },
            Item(2, "甲", dueAt: null),
            Item(3, "丙", Local(2014, 11, 1)) with
            {
                Step = WorkStep.Decide,
            },
        ];
        Assert.Equal([3L, 1, 2], Numbers("/tasks"));
        Assert.Equal([1L, 3, 2], Numbers("/tasks?sort=-due"));
        Assert.Equal([3L, 2, 1], Numbers("/tasks?sort=-task"));
        Assert.Equal([1L], Numbers("/tasks?unread=true"));
        Assert.Equal([3L], Numbers("/tasks?step=decide"));
        Assert.Equal([2L], Numbers("/tasks?text=事项2"));
        Assert.Equal("/tasks?sort=-unit", new WorklistAddress(Sort: WorkSort.Unit).SortedBy(WorkSort.Unit));

        IEnumerable<long> Numbers(string address)
        {
            var parsed = WorklistAddress.Parse(address);
            return parsed.Sorted(items.Where(parsed.Shows)).Select(item => item.Number);
        }

        static WorkItem Item(long number, string unit, DateTimeOffset? dueAt) =>
            new(WorkKind.Card, WorkStep.Act, number, $"事项{number}", 1, "U", unit, dueAt, DueSpan.Later);
    }

    [Theory]
    [InlineData(WorkKind.Card, WorkStep.Act, "/supervision/cards/7")]
    [InlineData(WorkKind.Rectification, WorkStep.Decide, "/rectifications/7")]
    [InlineData(WorkKind.Review, WorkStep.Act, "/reviews/7")]
    [InlineData(WorkKind.CampaignItems, WorkStep.Act, "/campaigns/7?unit=U1&phase=2&state=open")]
    [InlineData(WorkKind.CampaignItems, WorkStep.Decide, "/campaigns/7?unit=U1&phase=2&state=reported")]
    public void Task_LeadsToWhereItIsDone(WorkKind kind, WorkStep step, string address) =>
        Assert.Equal(address, WorklistAddress.Of(new(kind, step, 7, "", 1, "U1", "", null, DueSpan.Open, Phase: 2)));
}
