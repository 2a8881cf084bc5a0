namespace Portal.Domain.Intake;

/// <summary>What an <see cref="ImportProfile"/> says, as it is kept in JSON.</summary>
public sealed record ProfileMapping;
