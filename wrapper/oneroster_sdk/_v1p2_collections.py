"""The collections of OneRoster 1.2, typed. Made by scripts/regenerate: not to be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._collections import (
    AsyncCollection,
    AsyncCreatable,
    AsyncDeletable,
    AsyncGettable,
    AsyncPlace,
    AsyncPuttable,
    AsyncWriteOnly,
    Collection,
    Creatable,
    Deletable,
    Gettable,
    Place,
    Puttable,
    WriteOnly,
)

if TYPE_CHECKING:
    from oneroster_openapi.v1p2 import models


class AcademicSessionsCollection(
    Gettable["models.AcademicSession"],
    Collection["models.AcademicSession"],
):
    """Lists the academic sessions of every type: school years, semesters, terms and grading periods.

    getAllAcademicSessions: GET /rostering/v1p2/academicSessions
    getAcademicSession: GET /rostering/v1p2/academicSessions/{sourcedId}
    """

    _list = "getAllAcademicSessions"
    _get = "getAcademicSession"


class ClassesStudentsResultsCollection(
    Collection["models.Result"],
):
    """Lists the results of one student for all line items of one class.

    getResultsForStudentForClass: GET /gradebook/v1p2/classes/{classSourcedId}/students/{studentSourcedId}/results
    """

    _list = "getResultsForStudentForClass"


class ClassesStudentsItem(Place):
    """What stands below one of the collection students."""

    @property
    def results(self) -> ClassesStudentsResultsCollection:
        """Lists the results of one student for all line items of one class."""
        return ClassesStudentsResultsCollection(self._engine, self._ids)


class ClassesStudentsCollection(
    Collection["models.User"],
):
    """Lists the users enrolled as students in one class.

    getStudentsForClass: GET /rostering/v1p2/classes/{classSourcedId}/students
    """

    _list = "getStudentsForClass"

    def __call__(self, sourced_id: str, /) -> ClassesStudentsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return ClassesStudentsItem(self._engine, self._below(sourced_id))


class ClassesTeachersCollection(
    Collection["models.User"],
):
    """Lists the users enrolled as teachers in one class.

    getTeachersForClass: GET /rostering/v1p2/classes/{classSourcedId}/teachers
    """

    _list = "getTeachersForClass"


class ClassesAcademicSessionsResultsCollection(
    Creatable["models.Result"],
    WriteOnly["models.Result"],
):
    """Creates results in one class for one academic session. The provider gives each of them a sourcedId of its
    own and answers with the pairs of old and new.

    postResultsForAcademicSessionForClass: POST /gradebook/v1p2/classes/{classSourcedId}/academicSessions/{academicSessionSourcedId}/results
    """

    _post = "postResultsForAcademicSessionForClass"


class ClassesAcademicSessionsItem(Place):
    """What stands below one of the collection academic_sessions."""

    @property
    def results(self) -> ClassesAcademicSessionsResultsCollection:
        """Creates results in one class for one academic session. The provider gives each of them a sourcedId of its
        own and answers with the pairs of old and new."""
        return ClassesAcademicSessionsResultsCollection(self._engine, self._ids)


class ClassesAcademicSessionsCollection(
    Place,
):
    """What stands below academicSessions; they cannot be listed here."""

    def __call__(self, sourced_id: str, /) -> ClassesAcademicSessionsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return ClassesAcademicSessionsItem(self._engine, self._below(sourced_id))


class ClassesCategoriesCollection(
    Collection["models.Category"],
):
    """Lists the categories into which the line items of one class are grouped.

    getCategoriesForClass: GET /gradebook/v1p2/classes/{classSourcedId}/categories
    """

    _list = "getCategoriesForClass"


class ClassesLineItemsResultsCollection(
    Collection["models.Result"],
):
    """Lists the results of all students for one line item of one class.

    getResultsForLineItemForClass: GET /gradebook/v1p2/classes/{classSourcedId}/lineItems/{lineItemSourcedId}/results
    """

    _list = "getResultsForLineItemForClass"


class ClassesLineItemsItem(Place):
    """What stands below one of the collection line_items."""

    @property
    def results(self) -> ClassesLineItemsResultsCollection:
        """Lists the results of all students for one line item of one class."""
        return ClassesLineItemsResultsCollection(self._engine, self._ids)


class ClassesLineItemsCollection(
    Creatable["models.LineItem"],
    Collection["models.LineItem"],
):
    """Lists the line items of one class.

    getLineItemsForClass: GET /gradebook/v1p2/classes/{classSourcedId}/lineItems
    postLineItemsForClass: POST /gradebook/v1p2/classes/{classSourcedId}/lineItems
    """

    _list = "getLineItemsForClass"
    _post = "postLineItemsForClass"

    def __call__(self, sourced_id: str, /) -> ClassesLineItemsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return ClassesLineItemsItem(self._engine, self._below(sourced_id))


class ClassesResultsCollection(
    Collection["models.Result"],
):
    """Lists the results of all students for all line items of one class.

    getResultsForClass: GET /gradebook/v1p2/classes/{classSourcedId}/results
    """

    _list = "getResultsForClass"


class ClassesScoreScalesCollection(
    Collection["models.ScoreScale"],
):
    """Lists the score scales of one class.

    getScoreScalesForClass: GET /gradebook/v1p2/classes/{classSourcedId}/scoreScales
    """

    _list = "getScoreScalesForClass"


class ClassesResourcesCollection(
    Collection["models.Resource"],
):
    """Lists the learning resources for one class.

    getResourcesForClass: GET /resources/v1p2/classes/{classSourcedId}/resources
    """

    _list = "getResourcesForClass"


class ClassesItem(Place):
    """What stands below one of the collection classes."""

    @property
    def students(self) -> ClassesStudentsCollection:
        """Lists the users enrolled as students in one class."""
        return ClassesStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> ClassesTeachersCollection:
        """Lists the users enrolled as teachers in one class."""
        return ClassesTeachersCollection(self._engine, self._ids)

    @property
    def academic_sessions(self) -> ClassesAcademicSessionsCollection:
        """What stands below academicSessions; they cannot be listed here."""
        return ClassesAcademicSessionsCollection(self._engine, self._ids)

    @property
    def categories(self) -> ClassesCategoriesCollection:
        """Lists the categories into which the line items of one class are grouped."""
        return ClassesCategoriesCollection(self._engine, self._ids)

    @property
    def line_items(self) -> ClassesLineItemsCollection:
        """Lists the line items of one class."""
        return ClassesLineItemsCollection(self._engine, self._ids)

    @property
    def results(self) -> ClassesResultsCollection:
        """Lists the results of all students for all line items of one class."""
        return ClassesResultsCollection(self._engine, self._ids)

    @property
    def score_scales(self) -> ClassesScoreScalesCollection:
        """Lists the score scales of one class."""
        return ClassesScoreScalesCollection(self._engine, self._ids)

    @property
    def resources(self) -> ClassesResourcesCollection:
        """Lists the learning resources for one class."""
        return ClassesResourcesCollection(self._engine, self._ids)


class ClassesCollection(
    Gettable["models.Class"],
    Collection["models.Class"],
):
    """Lists the classes of every course, school and term that the client may see.

    getAllClasses: GET /rostering/v1p2/classes
    getClass: GET /rostering/v1p2/classes/{sourcedId}
    """

    _list = "getAllClasses"
    _get = "getClass"

    def __call__(self, sourced_id: str, /) -> ClassesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return ClassesItem(self._engine, self._below(sourced_id))


class CoursesClassesCollection(
    Collection["models.Class"],
):
    """Lists the classes in which one course is taught.

    getClassesForCourse: GET /rostering/v1p2/courses/{courseSourcedId}/classes
    """

    _list = "getClassesForCourse"


class CoursesResourcesCollection(
    Collection["models.Resource"],
):
    """Lists the learning resources for one course.

    getResourcesForCourse: GET /resources/v1p2/courses/{courseSourcedId}/resources
    """

    _list = "getResourcesForCourse"


class CoursesItem(Place):
    """What stands below one of the collection courses."""

    @property
    def classes(self) -> CoursesClassesCollection:
        """Lists the classes in which one course is taught."""
        return CoursesClassesCollection(self._engine, self._ids)

    @property
    def resources(self) -> CoursesResourcesCollection:
        """Lists the learning resources for one course."""
        return CoursesResourcesCollection(self._engine, self._ids)


class CoursesCollection(
    Gettable["models.Course"],
    Collection["models.Course"],
):
    """Lists the courses on offer. A course is taught in classes, which are records of their own.

    getAllCourses: GET /rostering/v1p2/courses
    getCourse: GET /rostering/v1p2/courses/{sourcedId}
    """

    _list = "getAllCourses"
    _get = "getCourse"

    def __call__(self, sourced_id: str, /) -> CoursesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return CoursesItem(self._engine, self._below(sourced_id))


class DemographicsCollection(
    Gettable["models.Demographics"],
    Collection["models.Demographics"],
):
    """Lists the demographics of the users for whom the provider shares them. No scope but the one for demographics
    opens this list.

    getAllDemographics: GET /rostering/v1p2/demographics
    getDemographics: GET /rostering/v1p2/demographics/{sourcedId}
    """

    _list = "getAllDemographics"
    _get = "getDemographics"


class EnrollmentsCollection(
    Gettable["models.Enrollment"],
    Collection["models.Enrollment"],
):
    """Lists the enrollments of students, teachers and others in classes.

    getAllEnrollments: GET /rostering/v1p2/enrollments
    getEnrollment: GET /rostering/v1p2/enrollments/{sourcedId}
    """

    _list = "getAllEnrollments"
    _get = "getEnrollment"


class GradingPeriodsCollection(
    Gettable["models.AcademicSession"],
    Collection["models.AcademicSession"],
):
    """Lists the academic sessions that are grading periods.

    getAllGradingPeriods: GET /rostering/v1p2/gradingPeriods
    getGradingPeriod: GET /rostering/v1p2/gradingPeriods/{sourcedId}
    """

    _list = "getAllGradingPeriods"
    _get = "getGradingPeriod"


class OrgsCollection(
    Gettable["models.Org"],
    Collection["models.Org"],
):
    """Lists the organisations of every type, schools among them.

    getAllOrgs: GET /rostering/v1p2/orgs
    getOrg: GET /rostering/v1p2/orgs/{sourcedId}
    """

    _list = "getAllOrgs"
    _get = "getOrg"


class SchoolsClassesEnrollmentsCollection(
    Collection["models.Enrollment"],
):
    """Lists the enrollments of every role in one class of one school.

    getEnrollmentsForClassInSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/classes/{classSourcedId}/enrollments
    """

    _list = "getEnrollmentsForClassInSchool"


class SchoolsClassesStudentsCollection(
    Collection["models.User"],
):
    """Lists the users enrolled as students in one class of one school.

    getStudentsForClassInSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/classes/{classSourcedId}/students
    """

    _list = "getStudentsForClassInSchool"


class SchoolsClassesTeachersCollection(
    Collection["models.User"],
):
    """Lists the users enrolled as teachers in one class of one school.

    getTeachersForClassInSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/classes/{classSourcedId}/teachers
    """

    _list = "getTeachersForClassInSchool"


class SchoolsClassesItem(Place):
    """What stands below one of the collection classes."""

    @property
    def enrollments(self) -> SchoolsClassesEnrollmentsCollection:
        """Lists the enrollments of every role in one class of one school."""
        return SchoolsClassesEnrollmentsCollection(self._engine, self._ids)

    @property
    def students(self) -> SchoolsClassesStudentsCollection:
        """Lists the users enrolled as students in one class of one school."""
        return SchoolsClassesStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> SchoolsClassesTeachersCollection:
        """Lists the users enrolled as teachers in one class of one school."""
        return SchoolsClassesTeachersCollection(self._engine, self._ids)


class SchoolsClassesCollection(
    Collection["models.Class"],
):
    """Lists the classes held by one school.

    getClassesForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/classes
    """

    _list = "getClassesForSchool"

    def __call__(self, sourced_id: str, /) -> SchoolsClassesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return SchoolsClassesItem(self._engine, self._below(sourced_id))


class SchoolsCoursesCollection(
    Collection["models.Course"],
):
    """Lists the courses taught at one school.

    getCoursesForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/courses
    """

    _list = "getCoursesForSchool"


class SchoolsEnrollmentsCollection(
    Collection["models.Enrollment"],
):
    """Lists the enrollments of every role in all classes of one school.

    getEnrollmentsForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/enrollments
    """

    _list = "getEnrollmentsForSchool"


class SchoolsStudentsCollection(
    Collection["models.User"],
):
    """Lists the users who are students at one school.

    getStudentsForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/students
    """

    _list = "getStudentsForSchool"


class SchoolsTeachersCollection(
    Collection["models.User"],
):
    """Lists the users who are teachers at one school.

    getTeachersForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/teachers
    """

    _list = "getTeachersForSchool"


class SchoolsTermsCollection(
    Collection["models.AcademicSession"],
):
    """Lists the terms in which one school teaches.

    getTermsForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/terms
    """

    _list = "getTermsForSchool"


class SchoolsLineItemsCollection(
    Creatable["models.LineItem"],
    WriteOnly["models.LineItem"],
):
    """Creates line items in the classes of one school. The provider gives each of them a sourcedId of its own and
    answers with the pairs of old and new.

    postLineItemsForSchool: POST /gradebook/v1p2/schools/{schoolSourcedId}/lineItems
    """

    _post = "postLineItemsForSchool"


class SchoolsScoreScalesCollection(
    Collection["models.ScoreScale"],
):
    """Lists the score scales of the classes of one school.

    getScoreScalesForSchool: GET /gradebook/v1p2/schools/{schoolSourcedId}/scoreScales
    """

    _list = "getScoreScalesForSchool"


class SchoolsItem(Place):
    """What stands below one of the collection schools."""

    @property
    def classes(self) -> SchoolsClassesCollection:
        """Lists the classes held by one school."""
        return SchoolsClassesCollection(self._engine, self._ids)

    @property
    def courses(self) -> SchoolsCoursesCollection:
        """Lists the courses taught at one school."""
        return SchoolsCoursesCollection(self._engine, self._ids)

    @property
    def enrollments(self) -> SchoolsEnrollmentsCollection:
        """Lists the enrollments of every role in all classes of one school."""
        return SchoolsEnrollmentsCollection(self._engine, self._ids)

    @property
    def students(self) -> SchoolsStudentsCollection:
        """Lists the users who are students at one school."""
        return SchoolsStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> SchoolsTeachersCollection:
        """Lists the users who are teachers at one school."""
        return SchoolsTeachersCollection(self._engine, self._ids)

    @property
    def terms(self) -> SchoolsTermsCollection:
        """Lists the terms in which one school teaches."""
        return SchoolsTermsCollection(self._engine, self._ids)

    @property
    def line_items(self) -> SchoolsLineItemsCollection:
        """Creates line items in the classes of one school. The provider gives each of them a sourcedId of its own and
        answers with the pairs of old and new."""
        return SchoolsLineItemsCollection(self._engine, self._ids)

    @property
    def score_scales(self) -> SchoolsScoreScalesCollection:
        """Lists the score scales of the classes of one school."""
        return SchoolsScoreScalesCollection(self._engine, self._ids)


class SchoolsCollection(
    Gettable["models.Org"],
    Collection["models.Org"],
):
    """Lists the organisations that are schools.

    getAllSchools: GET /rostering/v1p2/schools
    getSchool: GET /rostering/v1p2/schools/{sourcedId}
    """

    _list = "getAllSchools"
    _get = "getSchool"

    def __call__(self, sourced_id: str, /) -> SchoolsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return SchoolsItem(self._engine, self._below(sourced_id))


class StudentsClassesCollection(
    Collection["models.Class"],
):
    """Lists the classes in which one user is enrolled as a student.

    getClassesForStudent: GET /rostering/v1p2/students/{studentSourcedId}/classes
    """

    _list = "getClassesForStudent"


class StudentsItem(Place):
    """What stands below one of the collection students."""

    @property
    def classes(self) -> StudentsClassesCollection:
        """Lists the classes in which one user is enrolled as a student."""
        return StudentsClassesCollection(self._engine, self._ids)


class StudentsCollection(
    Gettable["models.User"],
    Collection["models.User"],
):
    """Lists the users who have the role of student.

    getAllStudents: GET /rostering/v1p2/students
    getStudent: GET /rostering/v1p2/students/{sourcedId}
    """

    _list = "getAllStudents"
    _get = "getStudent"

    def __call__(self, sourced_id: str, /) -> StudentsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return StudentsItem(self._engine, self._below(sourced_id))


class TeachersClassesCollection(
    Collection["models.Class"],
):
    """Lists the classes in which one user is enrolled as a teacher.

    getClassesForTeacher: GET /rostering/v1p2/teachers/{teacherSourcedId}/classes
    """

    _list = "getClassesForTeacher"


class TeachersItem(Place):
    """What stands below one of the collection teachers."""

    @property
    def classes(self) -> TeachersClassesCollection:
        """Lists the classes in which one user is enrolled as a teacher."""
        return TeachersClassesCollection(self._engine, self._ids)


class TeachersCollection(
    Gettable["models.User"],
    Collection["models.User"],
):
    """Lists the users who have the role of teacher.

    getAllTeachers: GET /rostering/v1p2/teachers
    getTeacher: GET /rostering/v1p2/teachers/{sourcedId}
    """

    _list = "getAllTeachers"
    _get = "getTeacher"

    def __call__(self, sourced_id: str, /) -> TeachersItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return TeachersItem(self._engine, self._below(sourced_id))


class TermsClassesCollection(
    Collection["models.Class"],
):
    """Lists the classes that are taught in one term.

    getClassesForTerm: GET /rostering/v1p2/terms/{termSourcedId}/classes
    """

    _list = "getClassesForTerm"


class TermsGradingPeriodsCollection(
    Collection["models.AcademicSession"],
):
    """Lists the grading periods into which one term is divided.

    getGradingPeriodsForTerm: GET /rostering/v1p2/terms/{termSourcedId}/gradingPeriods
    """

    _list = "getGradingPeriodsForTerm"


class TermsItem(Place):
    """What stands below one of the collection terms."""

    @property
    def classes(self) -> TermsClassesCollection:
        """Lists the classes that are taught in one term."""
        return TermsClassesCollection(self._engine, self._ids)

    @property
    def grading_periods(self) -> TermsGradingPeriodsCollection:
        """Lists the grading periods into which one term is divided."""
        return TermsGradingPeriodsCollection(self._engine, self._ids)


class TermsCollection(
    Gettable["models.AcademicSession"],
    Collection["models.AcademicSession"],
):
    """Lists the academic sessions that are terms.

    getAllTerms: GET /rostering/v1p2/terms
    getTerm: GET /rostering/v1p2/terms/{sourcedId}
    """

    _list = "getAllTerms"
    _get = "getTerm"

    def __call__(self, sourced_id: str, /) -> TermsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return TermsItem(self._engine, self._below(sourced_id))


class UsersClassesCollection(
    Collection["models.Class"],
):
    """Lists the classes in which one user is enrolled, in whatever role.

    getClassesForUser: GET /rostering/v1p2/users/{userSourcedId}/classes
    """

    _list = "getClassesForUser"


class UsersResourcesCollection(
    Collection["models.Resource"],
):
    """Lists the learning resources for one user.

    getResourcesForUser: GET /resources/v1p2/users/{userSourcedId}/resources
    """

    _list = "getResourcesForUser"


class UsersItem(Place):
    """What stands below one of the collection users."""

    @property
    def classes(self) -> UsersClassesCollection:
        """Lists the classes in which one user is enrolled, in whatever role."""
        return UsersClassesCollection(self._engine, self._ids)

    @property
    def resources(self) -> UsersResourcesCollection:
        """Lists the learning resources for one user."""
        return UsersResourcesCollection(self._engine, self._ids)


class UsersCollection(
    Gettable["models.User"],
    Collection["models.User"],
):
    """Lists the users in every role: students, teachers, guardians and staff.

    getAllUsers: GET /rostering/v1p2/users
    getUser: GET /rostering/v1p2/users/{sourcedId}
    """

    _list = "getAllUsers"
    _get = "getUser"

    def __call__(self, sourced_id: str, /) -> UsersItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return UsersItem(self._engine, self._below(sourced_id))


class AssessmentLineItemsCollection(
    Gettable["models.AssessmentLineItem"],
    Puttable["models.AssessmentLineItem"],
    Deletable["models.AssessmentLineItem"],
    Collection["models.AssessmentLineItem"],
):
    """Lists assessments and the parts of them that have scores of their own.

    getAllAssessmentLineItems: GET /gradebook/v1p2/assessmentLineItems
    getAssessmentLineItem: GET /gradebook/v1p2/assessmentLineItems/{sourcedId}
    deleteAssessmentLineItem: DELETE /gradebook/v1p2/assessmentLineItems/{sourcedId}
    putAssessmentLineItem: PUT /gradebook/v1p2/assessmentLineItems/{sourcedId}
    """

    _list = "getAllAssessmentLineItems"
    _get = "getAssessmentLineItem"
    _delete = "deleteAssessmentLineItem"
    _put = "putAssessmentLineItem"


class AssessmentResultsCollection(
    Gettable["models.AssessmentResult"],
    Puttable["models.AssessmentResult"],
    Deletable["models.AssessmentResult"],
    Collection["models.AssessmentResult"],
):
    """Lists the results that students got in assessments.

    getAllAssessmentResults: GET /gradebook/v1p2/assessmentResults
    getAssessmentResult: GET /gradebook/v1p2/assessmentResults/{sourcedId}
    deleteAssessmentResult: DELETE /gradebook/v1p2/assessmentResults/{sourcedId}
    putAssessmentResult: PUT /gradebook/v1p2/assessmentResults/{sourcedId}
    """

    _list = "getAllAssessmentResults"
    _get = "getAssessmentResult"
    _delete = "deleteAssessmentResult"
    _put = "putAssessmentResult"


class CategoriesCollection(
    Gettable["models.Category"],
    Puttable["models.Category"],
    Deletable["models.Category"],
    Collection["models.Category"],
):
    """Lists the categories into which line items are grouped.

    getAllCategories: GET /gradebook/v1p2/categories
    getCategory: GET /gradebook/v1p2/categories/{sourcedId}
    deleteCategory: DELETE /gradebook/v1p2/categories/{sourcedId}
    putCategory: PUT /gradebook/v1p2/categories/{sourcedId}
    """

    _list = "getAllCategories"
    _get = "getCategory"
    _delete = "deleteCategory"
    _put = "putCategory"


class LineItemsResultsCollection(
    Creatable["models.Result"],
    WriteOnly["models.Result"],
):
    """Creates results for one line item. The provider gives each of them a sourcedId of its own and answers with
    the pairs of old and new.

    postResultsForLineItem: POST /gradebook/v1p2/lineItems/{lineItemSourcedId}/results
    """

    _post = "postResultsForLineItem"


class LineItemsItem(Place):
    """What stands below one of the collection line_items."""

    @property
    def results(self) -> LineItemsResultsCollection:
        """Creates results for one line item. The provider gives each of them a sourcedId of its own and answers with
        the pairs of old and new."""
        return LineItemsResultsCollection(self._engine, self._ids)


class LineItemsCollection(
    Gettable["models.LineItem"],
    Puttable["models.LineItem"],
    Deletable["models.LineItem"],
    Collection["models.LineItem"],
):
    """Lists the line items of every class, which are the pieces of work for which students get results.

    getAllLineItems: GET /gradebook/v1p2/lineItems
    getLineItem: GET /gradebook/v1p2/lineItems/{sourcedId}
    deleteLineItem: DELETE /gradebook/v1p2/lineItems/{sourcedId}
    putLineItem: PUT /gradebook/v1p2/lineItems/{sourcedId}
    """

    _list = "getAllLineItems"
    _get = "getLineItem"
    _delete = "deleteLineItem"
    _put = "putLineItem"

    def __call__(self, sourced_id: str, /) -> LineItemsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return LineItemsItem(self._engine, self._below(sourced_id))


class ResultsCollection(
    Gettable["models.Result"],
    Puttable["models.Result"],
    Deletable["models.Result"],
    Collection["models.Result"],
):
    """Lists the results of all students that the client may see.

    getAllResults: GET /gradebook/v1p2/results
    getResult: GET /gradebook/v1p2/results/{sourcedId}
    deleteResult: DELETE /gradebook/v1p2/results/{sourcedId}
    putResult: PUT /gradebook/v1p2/results/{sourcedId}
    """

    _list = "getAllResults"
    _get = "getResult"
    _delete = "deleteResult"
    _put = "putResult"


class ScoreScalesCollection(
    Gettable["models.ScoreScale"],
    Puttable["models.ScoreScale"],
    Deletable["models.ScoreScale"],
    Collection["models.ScoreScale"],
):
    """Lists the score scales, which tell how scores translate into grades.

    getAllScoreScales: GET /gradebook/v1p2/scoreScales
    getScoreScale: GET /gradebook/v1p2/scoreScales/{sourcedId}
    deleteScoreScale: DELETE /gradebook/v1p2/scoreScales/{sourcedId}
    putScoreScale: PUT /gradebook/v1p2/scoreScales/{sourcedId}
    """

    _list = "getAllScoreScales"
    _get = "getScoreScale"
    _delete = "deleteScoreScale"
    _put = "putScoreScale"


class ResourcesCollection(
    Gettable["models.Resource"],
    Collection["models.Resource"],
):
    """Lists the learning resources that the client may see.

    getAllResources: GET /resources/v1p2/resources
    getResource: GET /resources/v1p2/resources/{sourcedId}
    """

    _list = "getAllResources"
    _get = "getResource"


class AsyncAcademicSessionsCollection(
    AsyncGettable["models.AcademicSession"],
    AsyncCollection["models.AcademicSession"],
):
    """Lists the academic sessions of every type: school years, semesters, terms and grading periods.

    getAllAcademicSessions: GET /rostering/v1p2/academicSessions
    getAcademicSession: GET /rostering/v1p2/academicSessions/{sourcedId}
    """

    _list = "getAllAcademicSessions"
    _get = "getAcademicSession"


class AsyncClassesStudentsResultsCollection(
    AsyncCollection["models.Result"],
):
    """Lists the results of one student for all line items of one class.

    getResultsForStudentForClass: GET /gradebook/v1p2/classes/{classSourcedId}/students/{studentSourcedId}/results
    """

    _list = "getResultsForStudentForClass"


class AsyncClassesStudentsItem(AsyncPlace):
    """What stands below one of the collection students."""

    @property
    def results(self) -> AsyncClassesStudentsResultsCollection:
        """Lists the results of one student for all line items of one class."""
        return AsyncClassesStudentsResultsCollection(self._engine, self._ids)


class AsyncClassesStudentsCollection(
    AsyncCollection["models.User"],
):
    """Lists the users enrolled as students in one class.

    getStudentsForClass: GET /rostering/v1p2/classes/{classSourcedId}/students
    """

    _list = "getStudentsForClass"

    def __call__(self, sourced_id: str, /) -> AsyncClassesStudentsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncClassesStudentsItem(self._engine, self._below(sourced_id))


class AsyncClassesTeachersCollection(
    AsyncCollection["models.User"],
):
    """Lists the users enrolled as teachers in one class.

    getTeachersForClass: GET /rostering/v1p2/classes/{classSourcedId}/teachers
    """

    _list = "getTeachersForClass"


class AsyncClassesAcademicSessionsResultsCollection(
    AsyncCreatable["models.Result"],
    AsyncWriteOnly["models.Result"],
):
    """Creates results in one class for one academic session. The provider gives each of them a sourcedId of its
    own and answers with the pairs of old and new.

    postResultsForAcademicSessionForClass: POST /gradebook/v1p2/classes/{classSourcedId}/academicSessions/{academicSessionSourcedId}/results
    """

    _post = "postResultsForAcademicSessionForClass"


class AsyncClassesAcademicSessionsItem(AsyncPlace):
    """What stands below one of the collection academic_sessions."""

    @property
    def results(self) -> AsyncClassesAcademicSessionsResultsCollection:
        """Creates results in one class for one academic session. The provider gives each of them a sourcedId of its
        own and answers with the pairs of old and new."""
        return AsyncClassesAcademicSessionsResultsCollection(self._engine, self._ids)


class AsyncClassesAcademicSessionsCollection(
    AsyncPlace,
):
    """What stands below academicSessions; they cannot be listed here."""

    def __call__(self, sourced_id: str, /) -> AsyncClassesAcademicSessionsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncClassesAcademicSessionsItem(self._engine, self._below(sourced_id))


class AsyncClassesCategoriesCollection(
    AsyncCollection["models.Category"],
):
    """Lists the categories into which the line items of one class are grouped.

    getCategoriesForClass: GET /gradebook/v1p2/classes/{classSourcedId}/categories
    """

    _list = "getCategoriesForClass"


class AsyncClassesLineItemsResultsCollection(
    AsyncCollection["models.Result"],
):
    """Lists the results of all students for one line item of one class.

    getResultsForLineItemForClass: GET /gradebook/v1p2/classes/{classSourcedId}/lineItems/{lineItemSourcedId}/results
    """

    _list = "getResultsForLineItemForClass"


class AsyncClassesLineItemsItem(AsyncPlace):
    """What stands below one of the collection line_items."""

    @property
    def results(self) -> AsyncClassesLineItemsResultsCollection:
        """Lists the results of all students for one line item of one class."""
        return AsyncClassesLineItemsResultsCollection(self._engine, self._ids)


class AsyncClassesLineItemsCollection(
    AsyncCreatable["models.LineItem"],
    AsyncCollection["models.LineItem"],
):
    """Lists the line items of one class.

    getLineItemsForClass: GET /gradebook/v1p2/classes/{classSourcedId}/lineItems
    postLineItemsForClass: POST /gradebook/v1p2/classes/{classSourcedId}/lineItems
    """

    _list = "getLineItemsForClass"
    _post = "postLineItemsForClass"

    def __call__(self, sourced_id: str, /) -> AsyncClassesLineItemsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncClassesLineItemsItem(self._engine, self._below(sourced_id))


class AsyncClassesResultsCollection(
    AsyncCollection["models.Result"],
):
    """Lists the results of all students for all line items of one class.

    getResultsForClass: GET /gradebook/v1p2/classes/{classSourcedId}/results
    """

    _list = "getResultsForClass"


class AsyncClassesScoreScalesCollection(
    AsyncCollection["models.ScoreScale"],
):
    """Lists the score scales of one class.

    getScoreScalesForClass: GET /gradebook/v1p2/classes/{classSourcedId}/scoreScales
    """

    _list = "getScoreScalesForClass"


class AsyncClassesResourcesCollection(
    AsyncCollection["models.Resource"],
):
    """Lists the learning resources for one class.

    getResourcesForClass: GET /resources/v1p2/classes/{classSourcedId}/resources
    """

    _list = "getResourcesForClass"


class AsyncClassesItem(AsyncPlace):
    """What stands below one of the collection classes."""

    @property
    def students(self) -> AsyncClassesStudentsCollection:
        """Lists the users enrolled as students in one class."""
        return AsyncClassesStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> AsyncClassesTeachersCollection:
        """Lists the users enrolled as teachers in one class."""
        return AsyncClassesTeachersCollection(self._engine, self._ids)

    @property
    def academic_sessions(self) -> AsyncClassesAcademicSessionsCollection:
        """What stands below academicSessions; they cannot be listed here."""
        return AsyncClassesAcademicSessionsCollection(self._engine, self._ids)

    @property
    def categories(self) -> AsyncClassesCategoriesCollection:
        """Lists the categories into which the line items of one class are grouped."""
        return AsyncClassesCategoriesCollection(self._engine, self._ids)

    @property
    def line_items(self) -> AsyncClassesLineItemsCollection:
        """Lists the line items of one class."""
        return AsyncClassesLineItemsCollection(self._engine, self._ids)

    @property
    def results(self) -> AsyncClassesResultsCollection:
        """Lists the results of all students for all line items of one class."""
        return AsyncClassesResultsCollection(self._engine, self._ids)

    @property
    def score_scales(self) -> AsyncClassesScoreScalesCollection:
        """Lists the score scales of one class."""
        return AsyncClassesScoreScalesCollection(self._engine, self._ids)

    @property
    def resources(self) -> AsyncClassesResourcesCollection:
        """Lists the learning resources for one class."""
        return AsyncClassesResourcesCollection(self._engine, self._ids)


class AsyncClassesCollection(
    AsyncGettable["models.Class"],
    AsyncCollection["models.Class"],
):
    """Lists the classes of every course, school and term that the client may see.

    getAllClasses: GET /rostering/v1p2/classes
    getClass: GET /rostering/v1p2/classes/{sourcedId}
    """

    _list = "getAllClasses"
    _get = "getClass"

    def __call__(self, sourced_id: str, /) -> AsyncClassesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncClassesItem(self._engine, self._below(sourced_id))


class AsyncCoursesClassesCollection(
    AsyncCollection["models.Class"],
):
    """Lists the classes in which one course is taught.

    getClassesForCourse: GET /rostering/v1p2/courses/{courseSourcedId}/classes
    """

    _list = "getClassesForCourse"


class AsyncCoursesResourcesCollection(
    AsyncCollection["models.Resource"],
):
    """Lists the learning resources for one course.

    getResourcesForCourse: GET /resources/v1p2/courses/{courseSourcedId}/resources
    """

    _list = "getResourcesForCourse"


class AsyncCoursesItem(AsyncPlace):
    """What stands below one of the collection courses."""

    @property
    def classes(self) -> AsyncCoursesClassesCollection:
        """Lists the classes in which one course is taught."""
        return AsyncCoursesClassesCollection(self._engine, self._ids)

    @property
    def resources(self) -> AsyncCoursesResourcesCollection:
        """Lists the learning resources for one course."""
        return AsyncCoursesResourcesCollection(self._engine, self._ids)


class AsyncCoursesCollection(
    AsyncGettable["models.Course"],
    AsyncCollection["models.Course"],
):
    """Lists the courses on offer. A course is taught in classes, which are records of their own.

    getAllCourses: GET /rostering/v1p2/courses
    getCourse: GET /rostering/v1p2/courses/{sourcedId}
    """

    _list = "getAllCourses"
    _get = "getCourse"

    def __call__(self, sourced_id: str, /) -> AsyncCoursesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncCoursesItem(self._engine, self._below(sourced_id))


class AsyncDemographicsCollection(
    AsyncGettable["models.Demographics"],
    AsyncCollection["models.Demographics"],
):
    """Lists the demographics of the users for whom the provider shares them. No scope but the one for demographics
    opens this list.

    getAllDemographics: GET /rostering/v1p2/demographics
    getDemographics: GET /rostering/v1p2/demographics/{sourcedId}
    """

    _list = "getAllDemographics"
    _get = "getDemographics"


class AsyncEnrollmentsCollection(
    AsyncGettable["models.Enrollment"],
    AsyncCollection["models.Enrollment"],
):
    """Lists the enrollments of students, teachers and others in classes.

    getAllEnrollments: GET /rostering/v1p2/enrollments
    getEnrollment: GET /rostering/v1p2/enrollments/{sourcedId}
    """

    _list = "getAllEnrollments"
    _get = "getEnrollment"


class AsyncGradingPeriodsCollection(
    AsyncGettable["models.AcademicSession"],
    AsyncCollection["models.AcademicSession"],
):
    """Lists the academic sessions that are grading periods.

    getAllGradingPeriods: GET /rostering/v1p2/gradingPeriods
    getGradingPeriod: GET /rostering/v1p2/gradingPeriods/{sourcedId}
    """

    _list = "getAllGradingPeriods"
    _get = "getGradingPeriod"


class AsyncOrgsCollection(
    AsyncGettable["models.Org"],
    AsyncCollection["models.Org"],
):
    """Lists the organisations of every type, schools among them.

    getAllOrgs: GET /rostering/v1p2/orgs
    getOrg: GET /rostering/v1p2/orgs/{sourcedId}
    """

    _list = "getAllOrgs"
    _get = "getOrg"


class AsyncSchoolsClassesEnrollmentsCollection(
    AsyncCollection["models.Enrollment"],
):
    """Lists the enrollments of every role in one class of one school.

    getEnrollmentsForClassInSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/classes/{classSourcedId}/enrollments
    """

    _list = "getEnrollmentsForClassInSchool"


class AsyncSchoolsClassesStudentsCollection(
    AsyncCollection["models.User"],
):
    """Lists the users enrolled as students in one class of one school.

    getStudentsForClassInSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/classes/{classSourcedId}/students
    """

    _list = "getStudentsForClassInSchool"


class AsyncSchoolsClassesTeachersCollection(
    AsyncCollection["models.User"],
):
    """Lists the users enrolled as teachers in one class of one school.

    getTeachersForClassInSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/classes/{classSourcedId}/teachers
    """

    _list = "getTeachersForClassInSchool"


class AsyncSchoolsClassesItem(AsyncPlace):
    """What stands below one of the collection classes."""

    @property
    def enrollments(self) -> AsyncSchoolsClassesEnrollmentsCollection:
        """Lists the enrollments of every role in one class of one school."""
        return AsyncSchoolsClassesEnrollmentsCollection(self._engine, self._ids)

    @property
    def students(self) -> AsyncSchoolsClassesStudentsCollection:
        """Lists the users enrolled as students in one class of one school."""
        return AsyncSchoolsClassesStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> AsyncSchoolsClassesTeachersCollection:
        """Lists the users enrolled as teachers in one class of one school."""
        return AsyncSchoolsClassesTeachersCollection(self._engine, self._ids)


class AsyncSchoolsClassesCollection(
    AsyncCollection["models.Class"],
):
    """Lists the classes held by one school.

    getClassesForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/classes
    """

    _list = "getClassesForSchool"

    def __call__(self, sourced_id: str, /) -> AsyncSchoolsClassesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncSchoolsClassesItem(self._engine, self._below(sourced_id))


class AsyncSchoolsCoursesCollection(
    AsyncCollection["models.Course"],
):
    """Lists the courses taught at one school.

    getCoursesForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/courses
    """

    _list = "getCoursesForSchool"


class AsyncSchoolsEnrollmentsCollection(
    AsyncCollection["models.Enrollment"],
):
    """Lists the enrollments of every role in all classes of one school.

    getEnrollmentsForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/enrollments
    """

    _list = "getEnrollmentsForSchool"


class AsyncSchoolsStudentsCollection(
    AsyncCollection["models.User"],
):
    """Lists the users who are students at one school.

    getStudentsForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/students
    """

    _list = "getStudentsForSchool"


class AsyncSchoolsTeachersCollection(
    AsyncCollection["models.User"],
):
    """Lists the users who are teachers at one school.

    getTeachersForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/teachers
    """

    _list = "getTeachersForSchool"


class AsyncSchoolsTermsCollection(
    AsyncCollection["models.AcademicSession"],
):
    """Lists the terms in which one school teaches.

    getTermsForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/terms
    """

    _list = "getTermsForSchool"


class AsyncSchoolsLineItemsCollection(
    AsyncCreatable["models.LineItem"],
    AsyncWriteOnly["models.LineItem"],
):
    """Creates line items in the classes of one school. The provider gives each of them a sourcedId of its own and
    answers with the pairs of old and new.

    postLineItemsForSchool: POST /gradebook/v1p2/schools/{schoolSourcedId}/lineItems
    """

    _post = "postLineItemsForSchool"


class AsyncSchoolsScoreScalesCollection(
    AsyncCollection["models.ScoreScale"],
):
    """Lists the score scales of the classes of one school.

    getScoreScalesForSchool: GET /gradebook/v1p2/schools/{schoolSourcedId}/scoreScales
    """

    _list = "getScoreScalesForSchool"


class AsyncSchoolsItem(AsyncPlace):
    """What stands below one of the collection schools."""

    @property
    def classes(self) -> AsyncSchoolsClassesCollection:
        """Lists the classes held by one school."""
        return AsyncSchoolsClassesCollection(self._engine, self._ids)

    @property
    def courses(self) -> AsyncSchoolsCoursesCollection:
        """Lists the courses taught at one school."""
        return AsyncSchoolsCoursesCollection(self._engine, self._ids)

    @property
    def enrollments(self) -> AsyncSchoolsEnrollmentsCollection:
        """Lists the enrollments of every role in all classes of one school."""
        return AsyncSchoolsEnrollmentsCollection(self._engine, self._ids)

    @property
    def students(self) -> AsyncSchoolsStudentsCollection:
        """Lists the users who are students at one school."""
        return AsyncSchoolsStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> AsyncSchoolsTeachersCollection:
        """Lists the users who are teachers at one school."""
        return AsyncSchoolsTeachersCollection(self._engine, self._ids)

    @property
    def terms(self) -> AsyncSchoolsTermsCollection:
        """Lists the terms in which one school teaches."""
        return AsyncSchoolsTermsCollection(self._engine, self._ids)

    @property
    def line_items(self) -> AsyncSchoolsLineItemsCollection:
        """Creates line items in the classes of one school. The provider gives each of them a sourcedId of its own and
        answers with the pairs of old and new."""
        return AsyncSchoolsLineItemsCollection(self._engine, self._ids)

    @property
    def score_scales(self) -> AsyncSchoolsScoreScalesCollection:
        """Lists the score scales of the classes of one school."""
        return AsyncSchoolsScoreScalesCollection(self._engine, self._ids)


class AsyncSchoolsCollection(
    AsyncGettable["models.Org"],
    AsyncCollection["models.Org"],
):
    """Lists the organisations that are schools.

    getAllSchools: GET /rostering/v1p2/schools
    getSchool: GET /rostering/v1p2/schools/{sourcedId}
    """

    _list = "getAllSchools"
    _get = "getSchool"

    def __call__(self, sourced_id: str, /) -> AsyncSchoolsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncSchoolsItem(self._engine, self._below(sourced_id))


class AsyncStudentsClassesCollection(
    AsyncCollection["models.Class"],
):
    """Lists the classes in which one user is enrolled as a student.

    getClassesForStudent: GET /rostering/v1p2/students/{studentSourcedId}/classes
    """

    _list = "getClassesForStudent"


class AsyncStudentsItem(AsyncPlace):
    """What stands below one of the collection students."""

    @property
    def classes(self) -> AsyncStudentsClassesCollection:
        """Lists the classes in which one user is enrolled as a student."""
        return AsyncStudentsClassesCollection(self._engine, self._ids)


class AsyncStudentsCollection(
    AsyncGettable["models.User"],
    AsyncCollection["models.User"],
):
    """Lists the users who have the role of student.

    getAllStudents: GET /rostering/v1p2/students
    getStudent: GET /rostering/v1p2/students/{sourcedId}
    """

    _list = "getAllStudents"
    _get = "getStudent"

    def __call__(self, sourced_id: str, /) -> AsyncStudentsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncStudentsItem(self._engine, self._below(sourced_id))


class AsyncTeachersClassesCollection(
    AsyncCollection["models.Class"],
):
    """Lists the classes in which one user is enrolled as a teacher.

    getClassesForTeacher: GET /rostering/v1p2/teachers/{teacherSourcedId}/classes
    """

    _list = "getClassesForTeacher"


class AsyncTeachersItem(AsyncPlace):
    """What stands below one of the collection teachers."""

    @property
    def classes(self) -> AsyncTeachersClassesCollection:
        """Lists the classes in which one user is enrolled as a teacher."""
        return AsyncTeachersClassesCollection(self._engine, self._ids)


class AsyncTeachersCollection(
    AsyncGettable["models.User"],
    AsyncCollection["models.User"],
):
    """Lists the users who have the role of teacher.

    getAllTeachers: GET /rostering/v1p2/teachers
    getTeacher: GET /rostering/v1p2/teachers/{sourcedId}
    """

    _list = "getAllTeachers"
    _get = "getTeacher"

    def __call__(self, sourced_id: str, /) -> AsyncTeachersItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncTeachersItem(self._engine, self._below(sourced_id))


class AsyncTermsClassesCollection(
    AsyncCollection["models.Class"],
):
    """Lists the classes that are taught in one term.

    getClassesForTerm: GET /rostering/v1p2/terms/{termSourcedId}/classes
    """

    _list = "getClassesForTerm"


class AsyncTermsGradingPeriodsCollection(
    AsyncCollection["models.AcademicSession"],
):
    """Lists the grading periods into which one term is divided.

    getGradingPeriodsForTerm: GET /rostering/v1p2/terms/{termSourcedId}/gradingPeriods
    """

    _list = "getGradingPeriodsForTerm"


class AsyncTermsItem(AsyncPlace):
    """What stands below one of the collection terms."""

    @property
    def classes(self) -> AsyncTermsClassesCollection:
        """Lists the classes that are taught in one term."""
        return AsyncTermsClassesCollection(self._engine, self._ids)

    @property
    def grading_periods(self) -> AsyncTermsGradingPeriodsCollection:
        """Lists the grading periods into which one term is divided."""
        return AsyncTermsGradingPeriodsCollection(self._engine, self._ids)


class AsyncTermsCollection(
    AsyncGettable["models.AcademicSession"],
    AsyncCollection["models.AcademicSession"],
):
    """Lists the academic sessions that are terms.

    getAllTerms: GET /rostering/v1p2/terms
    getTerm: GET /rostering/v1p2/terms/{sourcedId}
    """

    _list = "getAllTerms"
    _get = "getTerm"

    def __call__(self, sourced_id: str, /) -> AsyncTermsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncTermsItem(self._engine, self._below(sourced_id))


class AsyncUsersClassesCollection(
    AsyncCollection["models.Class"],
):
    """Lists the classes in which one user is enrolled, in whatever role.

    getClassesForUser: GET /rostering/v1p2/users/{userSourcedId}/classes
    """

    _list = "getClassesForUser"


class AsyncUsersResourcesCollection(
    AsyncCollection["models.Resource"],
):
    """Lists the learning resources for one user.

    getResourcesForUser: GET /resources/v1p2/users/{userSourcedId}/resources
    """

    _list = "getResourcesForUser"


class AsyncUsersItem(AsyncPlace):
    """What stands below one of the collection users."""

    @property
    def classes(self) -> AsyncUsersClassesCollection:
        """Lists the classes in which one user is enrolled, in whatever role."""
        return AsyncUsersClassesCollection(self._engine, self._ids)

    @property
    def resources(self) -> AsyncUsersResourcesCollection:
        """Lists the learning resources for one user."""
        return AsyncUsersResourcesCollection(self._engine, self._ids)


class AsyncUsersCollection(
    AsyncGettable["models.User"],
    AsyncCollection["models.User"],
):
    """Lists the users in every role: students, teachers, guardians and staff.

    getAllUsers: GET /rostering/v1p2/users
    getUser: GET /rostering/v1p2/users/{sourcedId}
    """

    _list = "getAllUsers"
    _get = "getUser"

    def __call__(self, sourced_id: str, /) -> AsyncUsersItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncUsersItem(self._engine, self._below(sourced_id))


class AsyncAssessmentLineItemsCollection(
    AsyncGettable["models.AssessmentLineItem"],
    AsyncPuttable["models.AssessmentLineItem"],
    AsyncDeletable["models.AssessmentLineItem"],
    AsyncCollection["models.AssessmentLineItem"],
):
    """Lists assessments and the parts of them that have scores of their own.

    getAllAssessmentLineItems: GET /gradebook/v1p2/assessmentLineItems
    getAssessmentLineItem: GET /gradebook/v1p2/assessmentLineItems/{sourcedId}
    deleteAssessmentLineItem: DELETE /gradebook/v1p2/assessmentLineItems/{sourcedId}
    putAssessmentLineItem: PUT /gradebook/v1p2/assessmentLineItems/{sourcedId}
    """

    _list = "getAllAssessmentLineItems"
    _get = "getAssessmentLineItem"
    _delete = "deleteAssessmentLineItem"
    _put = "putAssessmentLineItem"


class AsyncAssessmentResultsCollection(
    AsyncGettable["models.AssessmentResult"],
    AsyncPuttable["models.AssessmentResult"],
    AsyncDeletable["models.AssessmentResult"],
    AsyncCollection["models.AssessmentResult"],
):
    """Lists the results that students got in assessments.

    getAllAssessmentResults: GET /gradebook/v1p2/assessmentResults
    getAssessmentResult: GET /gradebook/v1p2/assessmentResults/{sourcedId}
    deleteAssessmentResult: DELETE /gradebook/v1p2/assessmentResults/{sourcedId}
    putAssessmentResult: PUT /gradebook/v1p2/assessmentResults/{sourcedId}
    """

    _list = "getAllAssessmentResults"
    _get = "getAssessmentResult"
    _delete = "deleteAssessmentResult"
    _put = "putAssessmentResult"


class AsyncCategoriesCollection(
    AsyncGettable["models.Category"],
    AsyncPuttable["models.Category"],
    AsyncDeletable["models.Category"],
    AsyncCollection["models.Category"],
):
    """Lists the categories into which line items are grouped.

    getAllCategories: GET /gradebook/v1p2/categories
    getCategory: GET /gradebook/v1p2/categories/{sourcedId}
    deleteCategory: DELETE /gradebook/v1p2/categories/{sourcedId}
    putCategory: PUT /gradebook/v1p2/categories/{sourcedId}
    """

    _list = "getAllCategories"
    _get = "getCategory"
    _delete = "deleteCategory"
    _put = "putCategory"


class AsyncLineItemsResultsCollection(
    AsyncCreatable["models.Result"],
    AsyncWriteOnly["models.Result"],
):
    """Creates results for one line item. The provider gives each of them a sourcedId of its own and answers with
    the pairs of old and new.

    postResultsForLineItem: POST /gradebook/v1p2/lineItems/{lineItemSourcedId}/results
    """

    _post = "postResultsForLineItem"


class AsyncLineItemsItem(AsyncPlace):
    """What stands below one of the collection line_items."""

    @property
    def results(self) -> AsyncLineItemsResultsCollection:
        """Creates results for one line item. The provider gives each of them a sourcedId of its own and answers with
        the pairs of old and new."""
        return AsyncLineItemsResultsCollection(self._engine, self._ids)


class AsyncLineItemsCollection(
    AsyncGettable["models.LineItem"],
    AsyncPuttable["models.LineItem"],
    AsyncDeletable["models.LineItem"],
    AsyncCollection["models.LineItem"],
):
    """Lists the line items of every class, which are the pieces of work for which students get results.

    getAllLineItems: GET /gradebook/v1p2/lineItems
    getLineItem: GET /gradebook/v1p2/lineItems/{sourcedId}
    deleteLineItem: DELETE /gradebook/v1p2/lineItems/{sourcedId}
    putLineItem: PUT /gradebook/v1p2/lineItems/{sourcedId}
    """

    _list = "getAllLineItems"
    _get = "getLineItem"
    _delete = "deleteLineItem"
    _put = "putLineItem"

    def __call__(self, sourced_id: str, /) -> AsyncLineItemsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncLineItemsItem(self._engine, self._below(sourced_id))


class AsyncResultsCollection(
    AsyncGettable["models.Result"],
    AsyncPuttable["models.Result"],
    AsyncDeletable["models.Result"],
    AsyncCollection["models.Result"],
):
    """Lists the results of all students that the client may see.

    getAllResults: GET /gradebook/v1p2/results
    getResult: GET /gradebook/v1p2/results/{sourcedId}
    deleteResult: DELETE /gradebook/v1p2/results/{sourcedId}
    putResult: PUT /gradebook/v1p2/results/{sourcedId}
    """

    _list = "getAllResults"
    _get = "getResult"
    _delete = "deleteResult"
    _put = "putResult"


class AsyncScoreScalesCollection(
    AsyncGettable["models.ScoreScale"],
    AsyncPuttable["models.ScoreScale"],
    AsyncDeletable["models.ScoreScale"],
    AsyncCollection["models.ScoreScale"],
):
    """Lists the score scales, which tell how scores translate into grades.

    getAllScoreScales: GET /gradebook/v1p2/scoreScales
    getScoreScale: GET /gradebook/v1p2/scoreScales/{sourcedId}
    deleteScoreScale: DELETE /gradebook/v1p2/scoreScales/{sourcedId}
    putScoreScale: PUT /gradebook/v1p2/scoreScales/{sourcedId}
    """

    _list = "getAllScoreScales"
    _get = "getScoreScale"
    _delete = "deleteScoreScale"
    _put = "putScoreScale"


class AsyncResourcesCollection(
    AsyncGettable["models.Resource"],
    AsyncCollection["models.Resource"],
):
    """Lists the learning resources that the client may see.

    getAllResources: GET /resources/v1p2/resources
    getResource: GET /resources/v1p2/resources/{sourcedId}
    """

    _list = "getAllResources"
    _get = "getResource"
