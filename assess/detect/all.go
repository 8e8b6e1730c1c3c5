package detect

// All returns every detector. Its order has no influence on the result.
func All() []Detector {
	return []Detector{
		mavenDetector(),
		gradleDetector(),
		javaArchiveDetector(),
		nodeDetector(),
		pythonDetector(),
		goDetector(),
		phpDetector(),
		dotnetDetector(),
		rubyDetector(),
		dockerfileDetector(),
		composeDetector(),
		procfileDetector(),
		systemdDetector(),
		scriptsDetector(),
		kubernetesDetector(),
	}
}
