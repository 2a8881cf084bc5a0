namespace Portal.Domain.Reports.Drafts;

public enum BuildState : byte
{
    Waiting = 1,
    Running = 2,
    Done = 3,
    Failed = 4,
}
